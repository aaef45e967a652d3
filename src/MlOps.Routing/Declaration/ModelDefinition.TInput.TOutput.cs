using System.Diagnostics.CodeAnalysis;
using MlOps.Building;
using MlOps.Checks;
using MlOps.Routing.Checking;
using MlOps.Routing.Fallback;
using MlOps.Routing.Serving;
using MlOps.Routing.Sources;
using MlOps.Runtimes;

namespace MlOps.Routing.Declaration;

/// <summary>What the host's code declared about one model, with its types.</summary>
internal sealed class ModelDefinition<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(string name)
    : ModelDefinition(name)
{
    public override Type InputType => typeof(TInput);

    public override Type OutputType => typeof(TOutput);

    public Once<Func<IServiceProvider, IModelSource<TInput, TOutput>>> Source { get; } = new("source", "FromRegistry, FromFile, FromFunction, FromModel");

    public List<Func<IServiceProvider, IModelRuntime<TInput, TOutput>>> Runtimes { get; } = [];

    public Once<Func<CheckContext, IRowCheck<TInput>>> InputCheck { get; } = new("input check", "ValidateInput");

    public Once<Func<CheckContext, IRowCheck<TOutput>>> OutputCheck { get; } = new("output check", "ValidateOutput");

    public Once<Func<TInput, string?>> RoutingKey { get; } = new("routing key", "RouteBy");

    public Once<InvalidInputHandler<TInput, TOutput>> InvalidInput { get; } = new("invalid-input handler", "OnInvalidInput");

    public List<FallbackFunction<TInput, TOutput>> Fallbacks { get; } = [];

    public List<StageRegistration<TInput, TOutput>> Stages { get; } = [];

    public override ModelServer CreateServer(IServiceProvider services) => new ModelServer<TInput, TOutput>(this, services);

    /// <summary>Everything that is wrong with the declaration, each with its mend.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (Source.Value is null)
        {
            yield return "It has no source: add FromRegistry(), FromFile(path), FromFunction(function) or FromModel<T>().";
        }

        foreach (var mistake in new[] { Source.Mistake, InputCheck.Mistake, OutputCheck.Mistake, RoutingKey.Mistake, InvalidInput.Mistake }.OfType<string>())
        {
            yield return mistake;
        }

        foreach (var twice in Fallbacks.GroupBy(f => f.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return $"Two fallbacks are called '{twice.Key}': give each a name of its own.";
        }
    }

    /// <summary>The declared pipeline as one line, from the outside in.</summary>
    public string Describe(string source)
    {
        IEnumerable<string> steps =
        [
            .. Named(StagePoint.Prediction),
            .. RoutingKey.Value is null ? [] : new[] { "route by key" },
            .. InvalidInput.Value is null ? [] : new[] { $"on invalid input '{InvalidInput.Value.Name}'" },
            .. InputCheck.Value is null ? [] : new[] { "check input" },
            .. Named(StagePoint.Answer),
            source,
            .. Fallbacks.Select(f => $"or '{f.Name}'"),
            OutputCheck.Value is null ? "check answer (finite)" : "check answer",
            .. Named(StagePoint.Model),
        ];
        return string.Join(" > ", steps);
    }

    private IEnumerable<string> Named(StagePoint point) => Stages.Where(s => s.Point == point).Select(s => s.Name);
}
