namespace MlOps;

/// <summary>One route of what serves.</summary>
/// <param name="Route">The route.</param>
/// <param name="WhyNot">Why it can't be asked, because it could not be loaded; null where it can.</param>
public sealed record RouteStatus(Route Route, string? WhyNot)
{
    /// <summary>How the route does; null where it could not be loaded, and where nobody keeps count, as for a test double.</summary>
    public RouteHealth? Health { get; init; }

    /// <summary>The route's own threads, and how many are stuck; null where it has none.</summary>
    public RouteWorkers? Workers { get; init; }
}
