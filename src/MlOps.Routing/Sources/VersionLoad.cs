namespace MlOps.Routing.Sources;

/// <summary>How to load one version, file or function of a plan.</summary>
/// <param name="Route">Where it stands in the plan.</param>
internal sealed record VersionLoad<TInput, TOutput>(Route Route)
{
    /// <summary>Its record, as far as that is known before loading.</summary>
    public ModelVersion? Version { get; init; }

    /// <summary>Reads the record where it isn't known; null where there is none.</summary>
    public Func<CancellationToken, Task<ModelVersion>>? ReadAsync { get; init; }

    /// <summary>Whether loading takes no work, so that it need wait for nobody.</summary>
    public bool IsAtHand { get; init; }

    /// <summary>
    /// Loads it, given its record, on a thread of its own, which it may block. It may take any time and throw anything: that concerns this
    /// version alone.
    /// </summary>
    public required Func<ModelVersion?, CancellationToken, SharedModel<TInput, TOutput>> Load { get; init; }
}
