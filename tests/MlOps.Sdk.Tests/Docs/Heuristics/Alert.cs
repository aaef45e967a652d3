namespace MlOps.Docs.Heuristics;

/// <summary>The answer of a detector.</summary>
public sealed record Alert
{
    public bool IsAnomaly { get; init; }

    public float Score { get; init; }
}
