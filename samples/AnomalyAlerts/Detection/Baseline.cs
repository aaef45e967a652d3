namespace AnomalyAlerts.Detection;

/// <summary>What is usual for one host's metric.</summary>
/// <param name="Levels">The median of each hour of a weekday, then of each hour of a weekend's day.</param>
/// <param name="Deviation">How far values are from these, as a standard deviation that outliers don't widen.</param>
internal sealed record Baseline(double[] Levels, double Deviation)
{
    public const int Slots = 48;

    // The median distance from the median, times this, estimates a normal distribution's standard deviation (Hampel, 1974).
    private const double NormalConsistency = 1.4826;

    public static int SlotOf(DateTimeOffset time) => time.Hour + (IsWeekend(time) ? 24 : 0);

    public static Baseline Learn(IReadOnlyList<(DateTimeOffset Time, double Value)> values)
    {
        var levels = Enumerable.Range(0, Slots).Select(slot => Median(values.Where(v => SlotOf(v.Time) == slot).Select(v => v.Value))).ToArray();
        var baseline = new Baseline(levels, 1);
        return baseline with { Deviation = NormalConsistency * Median(values.Select(v => Math.Abs(v.Value - baseline.Expected(v.Time)))) };
    }

    /// <summary>Between the middles of two hours, on the line from one to the other.</summary>
    public double Expected(DateTimeOffset time)
    {
        var middle = time.AddMinutes(-30);
        var share = middle.Minute / 60d;
        return ((1 - share) * Levels[SlotOf(middle)]) + (share * Levels[SlotOf(middle.AddHours(1))]);
    }

    private static bool IsWeekend(DateTimeOffset time) => time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : 0;
}
