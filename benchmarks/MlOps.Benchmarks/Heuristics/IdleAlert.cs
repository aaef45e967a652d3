namespace MlOps.Benchmarks.Heuristics;

/// <summary>What a detector says of it.</summary>
public sealed record IdleAlert
{
    public float Score { get; init; } = 0.5f;

    public double Price { get; init; } = 25;

    public bool IsAnomaly { get; init; }

    public string Label { get; init; } = "quiet";
}
