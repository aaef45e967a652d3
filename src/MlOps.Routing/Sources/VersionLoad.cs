namespace MlOps.Routing.Sources;

/// <summary>How to load one version, file or function of a plan.</summary>
/// <param name="Route">Where it stands in the plan.</param>
/// <param name="Version">Its record, as far as that is known before loading.</param>
/// <param name="LoadAsync">Loads it. It may take any time and throw anything: that concerns this version alone.</param>
internal sealed record VersionLoad<TInput, TOutput>(
    Route Route, ModelVersion? Version, Func<CancellationToken, Task<LoadedVersion<TInput, TOutput>>> LoadAsync);
