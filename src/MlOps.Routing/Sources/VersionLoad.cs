namespace MlOps.Routing.Sources;

/// <summary>How to load one version, file or function of a plan.</summary>
/// <param name="Route">Where it stands in the plan.</param>
/// <param name="Version">Its record, as far as that is known before loading.</param>
/// <param name="LoadAsync">
/// Loads it, or takes the model of a version that is loaded already, held once more. It may take any time and throw anything: that
/// concerns this version alone.
/// </param>
internal sealed record VersionLoad<TInput, TOutput>(
    Route Route,
    ModelVersion? Version,
    Func<Func<ModelVersion, SharedModel<TInput, TOutput>?>, CancellationToken, Task<LoadedVersion<TInput, TOutput>>> LoadAsync);
