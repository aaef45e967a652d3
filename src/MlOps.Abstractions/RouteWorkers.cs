namespace MlOps;

/// <summary>The threads of a route that has some of its own, so that a caller can leave a call that is overdue.</summary>
/// <param name="Stuck">How many are in calls that are overdue and haven't returned.</param>
/// <param name="Limit">How many may be.</param>
public sealed record RouteWorkers(int Stuck, int Limit)
{
    /// <summary>Whether the route isn't asked any more, until one of them returns or a new plan serves.</summary>
    public bool IsStuck => Stuck >= Limit;

    /// <summary>One line: how many are stuck.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Stuck} of at most {Limit} workers stuck in calls that are overdue");
}
