namespace MlOps.Benchmarks.Registry;

/// <summary>Times that were taken in turns, in milliseconds.</summary>
internal sealed record Pairs(IReadOnlyList<(double First, double Second)> All)
{
    public double First => Timing.Median(All.Select(p => p.First));

    public double Second => Timing.Median(All.Select(p => p.Second));

    public double RatioOfMedians => Second / First;

    public double MedianOfRatios => Timing.Median(All.Select(p => p.Second / p.First));
}
