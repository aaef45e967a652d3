namespace MlOps.Benchmarks.Heuristics;

/// <summary>A row of a stream of metrics.</summary>
public sealed record IdleReading
{
    public string Host { get; init; } = "host-17";

    public int Hour { get; init; } = 12;

    public float Load { get; init; } = 40;

    public DayOfWeek Day { get; init; } = DayOfWeek.Wednesday;
}
