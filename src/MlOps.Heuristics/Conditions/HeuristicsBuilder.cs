using System.Diagnostics.CodeAnalysis;
using MlOps.Building;
using MlOps.Heuristics.Building;

namespace MlOps;

/// <summary>Says what concerns several rules of a model.</summary>
/// <typeparam name="TInput">The row.</typeparam>
/// <typeparam name="TOutput">The answer.</typeparam>
public sealed class HeuristicsBuilder<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>
{
    private readonly IModelBuilder<TInput, TOutput> _model;

    internal HeuristicsBuilder(IModelBuilder<TInput, TOutput> model) => _model = model;

    /// <summary>Adds a rule of the host's own, made once with its dependencies from DI, which disposes it, unless it is registered itself.</summary>
    public HeuristicsBuilder<TInput, TOutput> Add<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THeuristic>(Action<HeuristicOptions>? configure = null)
        where THeuristic : class, IHeuristic<TInput, TOutput>
    {
        _model.AddHeuristic<TInput, TOutput, THeuristic>(configure);
        return this;
    }

    /// <summary>Says what holds for every rule of the model, also those added before, unless the rule says otherwise.</summary>
    public HeuristicsBuilder<TInput, TOutput> Default(Action<HeuristicOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _model.Rules().AddDefaults(configure);
        return this;
    }
}
