namespace MlOps.Routing.Serving;

/// <summary>All that the decision what to load looks at.</summary>
/// <param name="Wanted">The key of the plan that should serve; null where nothing is deployed.</param>
/// <param name="Serving">The key of the plan that serves; null where none does.</param>
/// <param name="IsWhole">Whether all of the serving plan's versions could be loaded.</param>
/// <param name="Loading">The key of the plan that is being loaded; null where none is.</param>
/// <param name="Tried">The key of the plan that was tried last.</param>
/// <param name="Failures">How often that plan has failed, whole or in part.</param>
/// <param name="NextTry">When it may be tried again; null for never.</param>
/// <param name="Now">The time.</param>
internal readonly record struct RolloutSnapshot(
    string? Wanted, string? Serving, bool IsWhole, string? Loading, string? Tried, int Failures, DateTimeOffset? NextTry, DateTimeOffset Now);
