namespace MlOps;

/// <summary>What a prediction has beyond its answer, kept out of the struct so that it stays small.</summary>
internal sealed record PredictionDetails
{
    private static readonly PredictionDetails None = new();

    /// <summary>Whether there is nothing but who answered.</summary>
    public bool IsPlain { get; init; }

    public Route? Route { get; init; }

    public Route? Assigned { get; init; }

    /// <summary>Whether the answer holds what is sensitive.</summary>
    public bool HidesAnswer { get; init; }

    public string? Id { get; init; }

    public UnavailableReason Reason { get; init; }

    public IReadOnlyList<RouteAttempt> Attempts { get; init; } = [];

    public IReadOnlyList<Violation> Violations { get; init; } = [];

    public IReadOnlyList<FiredHeuristic> Heuristics { get; init; } = [];

    /// <summary>What a change starts from.</summary>
    public static PredictionDetails From(PredictionDetails? details) => details is { IsPlain: true } ? details with { IsPlain = false } : details ?? None;
}
