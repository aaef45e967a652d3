namespace AnomalyAlerts.Stream;

/// <summary>Something that is really wrong, which someone should be woken for.</summary>
/// <param name="What">What happened.</param>
/// <param name="Host">The host, or the beginning of the names of several.</param>
/// <param name="Metric">The metric that shows it; null for every one.</param>
/// <param name="From">When it began.</param>
/// <param name="Minutes">For how long it went on.</param>
/// <param name="Size">How far it lifts the metric, in the metric's own unit.</param>
internal sealed record Incident(string What, string Host, string? Metric, DateTimeOffset From, int Minutes, double Size)
{
    public DateTimeOffset To => From.AddMinutes(Minutes);

    public bool Shows(MetricPoint point) => Shows(point.Host, point.Metric, point.Time);

    public bool Shows(string host, string metric, DateTimeOffset time) =>
        (Metric is null || metric == Metric) && host.StartsWith(Host, StringComparison.Ordinal) && time >= From && time < To;
}
