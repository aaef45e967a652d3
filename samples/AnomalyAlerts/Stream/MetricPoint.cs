namespace AnomalyAlerts.Stream;

/// <summary>What one host says of itself each minute: the row.</summary>
public sealed record MetricPoint
{
    public required string Host { get; init; }

    public required string Metric { get; init; }

    public required DateTimeOffset Time { get; init; }

    public double Value { get; init; } = double.NaN;
}
