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

    /// <summary>One line: the route, and why it can't be asked or how it does.</summary>
    public override string ToString() =>
        (WhyNot ?? (Workers is { IsStuck: true } ? Workers.ToString() : Health?.ToString())) is { } how ? $"{Route}: {how}" : Route.ToString();

    /// <summary>Whether it was loaded and is passed over all the same: it fails too often, was set aside or is stuck.</summary>
    internal bool IsPassedOver => WhyNot is null && (Workers is { IsStuck: true } || Health is { State: not RouteHealthState.Closed });
}
