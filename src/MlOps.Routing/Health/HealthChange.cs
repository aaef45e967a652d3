namespace MlOps.Routing.Health;

/// <summary>A change of a route's state.</summary>
/// <param name="Now">The route's health since.</param>
/// <param name="Before">The state that ended.</param>
internal sealed record HealthChange(RouteHealth Now, RouteHealthState Before);
