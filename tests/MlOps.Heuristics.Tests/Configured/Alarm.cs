namespace MlOps.Heuristics.Configured;

/// <summary>An answer with columns of several types.</summary>
public sealed record Alarm
{
    public float Score { get; init; }

    public bool IsAnomaly { get; init; }

    public string Label { get; init; } = "";

    public double Price { get; init; }

    public int Units { get; init; }

    public double Doubled => 2 * Price;
}
