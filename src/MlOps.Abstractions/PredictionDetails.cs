namespace MlOps;

/// <summary>What most predictions don't have, kept out of the struct so that it stays small.</summary>
internal sealed record PredictionDetails
{
    private static readonly PredictionDetails None = new();

    public string? Id { get; init; }

    public UnavailableReason Reason { get; init; }

    public IReadOnlyList<RouteAttempt> Attempts { get; init; } = [];

    public IReadOnlyList<Violation> Violations { get; init; } = [];

    public IReadOnlyList<FiredHeuristic> Heuristics { get; init; } = [];

    public static PredictionDetails From(PredictionDetails? details) => details ?? None;
}
