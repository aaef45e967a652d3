using System.Text.Json;
using CsCheck;

namespace MlOps;

public class LatencyDistributionTests
{
    // From 100 ns to a thousand seconds, evenly over the powers of ten.
    private static readonly Gen<double> Seconds = Gen.Double[-7, 3].Select(e => Math.Pow(10, e));

    [Fact]
    public void A_percentile_is_within_its_stated_error() => Gen.Select(Seconds.Array[1, 300], Gen.Double[0, 1]).Sample((times, share) =>
    {
        var told = Of(times).Percentile(share)!.Value.TotalSeconds;
        var exact = times.Order().ElementAt((int)Math.Max(1, Math.Ceiling(share * times.Length)) - 1);

        // A time span counts 100 ns.
        return Math.Abs(told - exact) <= (LatencyDistribution.RelativeError * exact * 1.0000001) + 5.1e-8;
    });

    [Fact]
    public void Parts_add_up_to_the_whole_in_any_order() => Gen.Select(Seconds.Array[0, 50], Seconds.Array[0, 50], Seconds.Array[0, 50]).Sample((a, b, c) =>
    {
        var whole = Of([.. a, .. b, .. c]);
        return whole.Equals(Of(a).Add(Of(b)).Add(Of(c))) && whole.Equals(Of(c).Add(Of(a).Add(Of(b)))) && whole.Count == a.Length + b.Length + c.Length;
    });

    [Fact]
    public void It_comes_back_from_JSON_as_it_was() => Seconds.Array[0, 50].Sample(times =>
        Of(times).Equals(JsonSerializer.Deserialize<LatencyDistribution>(JsonSerializer.Serialize(Of(times)))));

    [Fact]
    public void What_is_too_short_or_too_long_counts_at_the_ends()
    {
        Assert.Equal([0, 0, 0, 0], new[] { 0, -1, 1e-9, double.NegativeInfinity }.Select(LatencyDistribution.BucketOf));
        Assert.Equal(0, LatencyDistribution.BucketOf(double.NaN));
        Assert.Equal(LatencyDistribution.BucketCount - 1, LatencyDistribution.BucketOf(double.PositiveInfinity));
        Assert.Equal(LatencyDistribution.Longest, Of([1e9]).Percentile(1));
        Assert.InRange(LatencyDistribution.Longest.TotalDays, 1, 2);
    }

    [Fact]
    public void Nothing_has_no_percentile_and_what_is_no_count_is_refused()
    {
        Assert.Null(LatencyDistribution.Empty.Percentile(0.5));
        Assert.Equal("no calls", LatencyDistribution.Empty.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => LatencyDistribution.Empty.Percentile(double.NaN));
        Assert.Throws<ArgumentException>(() => new LatencyDistribution(new Dictionary<int, long> { [LatencyDistribution.BucketCount] = 1 }));
        Assert.Throws<ArgumentException>(() => new LatencyDistribution(new Dictionary<int, long> { [1] = -1 }));
        Assert.Throws<ArgumentException>(() => new LatencyDistribution(new Dictionary<int, long> { [1] = long.MaxValue, [2] = 1 }));
    }

    private static LatencyDistribution Of(double[] seconds) =>
        new(seconds.GroupBy(LatencyDistribution.BucketOf).ToDictionary(g => g.Key, g => g.LongCount()));
}
