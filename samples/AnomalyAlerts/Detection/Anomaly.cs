namespace AnomalyAlerts.Detection;

/// <summary>What the detector says of a value: the answer.</summary>
public sealed record Anomaly
{
    /// <summary>Whether the value is far above what is usual.</summary>
    public bool IsSpike { get; init; }

    /// <summary>How far above, in standard deviations.</summary>
    public double Score { get; init; }
}
