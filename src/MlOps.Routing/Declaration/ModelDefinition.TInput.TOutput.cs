using System.Diagnostics.CodeAnalysis;
using MlOps.Checks;
using MlOps.Runtimes;

namespace MlOps.Routing.Declaration;

/// <summary>What the host's code declared about one model, with its types. Features keep what is theirs in <see cref="Of{TPart}"/>.</summary>
internal sealed class ModelDefinition<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(string name)
    : ModelDefinition(name)
{
    public override Type InputType => typeof(TInput);

    public override Type OutputType => typeof(TOutput);

    public Dictionary<object, object> Properties { get; } = [];

    public List<Func<IServiceProvider, IModelRuntime<TInput, TOutput>>> Runtimes { get; } = [];

    public Once<Func<CheckContext, IRowCheck<TInput>>> InputCheck { get; } = new("input check", "ValidateInput");

    public Once<Func<CheckContext, IRowCheck<TOutput>>> OutputCheck { get; } = new("output check", "ValidateOutput");

    public List<StageRegistration<TInput, TOutput>> Stages { get; } = [];

    /// <summary>A feature's part of the declaration, made when first asked for.</summary>
    public TPart Of<TPart>()
        where TPart : class, IDeclared, new()
    {
        if (!Properties.TryGetValue(typeof(TPart), out var part))
        {
            Properties[typeof(TPart)] = part = new TPart();
        }

        return (TPart)part;
    }

    /// <summary>Everything that is wrong with the declaration, each with its mend.</summary>
    public IEnumerable<string> Mistakes() => new IDeclared[] { InputCheck, OutputCheck }
        .Concat(Properties.Values.OfType<IDeclared>())
        .SelectMany(part => part.Mistakes());
}
