namespace MlOps.Heuristics.Configured;

/// <summary>A row with columns of every type.</summary>
public sealed record Signal
{
    public string? Host { get; init; } = "a";

    public int Hour { get; init; }

    public byte Small { get; init; }

    public float Load { get; init; }

    public double? Maybe { get; init; }

    public bool Weekend { get; init; }

    public bool? MaybeWeekend { get; init; }

    public DayOfWeek Day { get; init; }
}
