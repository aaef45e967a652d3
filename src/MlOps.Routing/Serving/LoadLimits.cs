namespace MlOps.Routing.Serving;

/// <summary>How long loading may take.</summary>
/// <param name="Patience">How long the others of a plan wait for live before they are looked at without it.</param>
/// <param name="Version">How long one version may take before it counts as failed.</param>
internal readonly record struct LoadLimits(TimeSpan Patience, TimeSpan Version);
