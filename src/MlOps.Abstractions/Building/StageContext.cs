using System.Collections.Immutable;

namespace MlOps.Building;

/// <summary>Where a stage is being put.</summary>
/// <typeparam name="TOutput">The answer.</typeparam>
public sealed class StageContext<TOutput>
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The route that the stage stands on: for <see cref="StagePoint.Model"/> its own, else the one that the plan asks first.</summary>
    public required Route Route { get; init; }

    /// <summary>The version of that route; null for a file or a function.</summary>
    public required ModelVersion? Version { get; init; }

    /// <summary>The rules by which answers of that route are checked; null where they aren't, or where nobody knows.</summary>
    public DataSchema? OutputSchema { get; init; }

    /// <summary>The host's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>
    /// Checks an answer by the rules of the route that gave it, for stages that change answers: one with a hard violation may not go out,
    /// soft ones take the place of those that the answer before had.
    /// </summary>
    public required Func<Route?, TOutput, ImmutableArray<Violation>> CheckAnswer { get; init; }
}
