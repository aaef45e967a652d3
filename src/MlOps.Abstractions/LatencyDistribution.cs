using System.Globalization;
using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>
/// How long calls took: counts in buckets that are the same everywhere, so that distributions of several hosts add up exactly. A
/// percentile read from it is within <see cref="RelativeError"/> of the true one.
/// </summary>
/// <remarks>
/// <para>Immutable. Two are equal if they hold the same counts.</para>
/// <para>
/// Bucket <c>k</c> holds what took more than <c>10 ns · γ^(k−1)</c> and at most <c>10 ns · γ^k</c>, with <c>γ = (1 + α) / (1 − α)</c> and
/// <c>α = 0.02</c>; a percentile is told as <c>10 ns · 2 γ^k / (γ + 1)</c>, which no value of the bucket is farther away from than α.
/// That is DDSketch (Masson, Rim, Lee: DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees, VLDB 2019).
/// What took less than 10 ns counts as 10 ns, and what took more than <see cref="Longest"/> as that.
/// </para>
/// </remarks>
public sealed class LatencyDistribution : IEquatable<LatencyDistribution>
{
    /// <summary>How far a percentile may be from the true one, as a share of it: 0.02. Below a microsecond, <see cref="TimeSpan"/> itself rounds to 100 ns.</summary>
    public const double RelativeError = 0.02;

    /// <summary>How many buckets there are.</summary>
    public const int BucketCount = 750;

    private const double Gamma = (1 + RelativeError) / (1 - RelativeError);
    private const double Shortest = 1e-8;

    private static readonly double LogGamma = Math.Log(Gamma);

    /// <summary>Makes one of counts.</summary>
    /// <param name="buckets">The number of calls by <see cref="BucketOf"/>; buckets without any are left out.</param>
    /// <exception cref="ArgumentException">A bucket is none, a count is negative, or they are more than a <see cref="long"/> holds.</exception>
    [JsonConstructor]
    public LatencyDistribution(IReadOnlyDictionary<int, long> buckets)
    {
        ArgumentNullException.ThrowIfNull(buckets);
        if (buckets.Any(b => b.Key is < 0 or >= BucketCount || b.Value < 0) || buckets.Values.Sum(v => (decimal)v) > long.MaxValue)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Buckets are numbered from 0 to {BucketCount - 1} and hold 0 calls or more, together no more than a long; take the numbers from BucketOf."), nameof(buckets));
        }

        Buckets = new SortedDictionary<int, long>(buckets.Where(b => b.Value > 0).ToDictionary());
        Count = Buckets.Values.Sum();
    }

    /// <summary>No calls.</summary>
    public static LatencyDistribution Empty { get; } = new(new Dictionary<int, long>());

    /// <summary>The longest time that is told from longer ones, about a day.</summary>
    public static TimeSpan Longest { get; } = Middle(BucketCount - 1);

    /// <summary>The number of calls by bucket, in ascending order; only buckets that hold some.</summary>
    public IReadOnlyDictionary<int, long> Buckets { get; }

    /// <summary>How many calls there were.</summary>
    [JsonIgnore]
    public long Count { get; }

    /// <summary>The bucket of a time.</summary>
    /// <param name="seconds">The time in seconds.</param>
    public static int BucketOf(double seconds) =>
        seconds > Shortest ? (int)Math.Min(BucketCount - 1, Math.Ceiling(Math.Log(seconds / Shortest) / LogGamma)) : 0;

    /// <summary>The time within which a share of the calls ended.</summary>
    /// <param name="share">The share, from 0 to 1: 0.99 for the 99th percentile. Of <c>n</c> calls in order it is number <c>max(1, ⌈share · n⌉)</c>.</param>
    /// <returns>The time; null where there were no calls.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not from 0 to 1.</exception>
    public TimeSpan? Percentile(double share)
    {
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A percentile is named by a share from 0 to 1, such as 0.99.");
        }

        var left = (long)Math.Max(1, Math.Ceiling(share * Count));
        foreach (var (bucket, count) in Buckets)
        {
            left -= count;
            if (left <= 0)
            {
                return Middle(bucket);
            }
        }

        return null;
    }

    /// <summary>The calls of both.</summary>
    public LatencyDistribution Add(LatencyDistribution other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var buckets = Buckets.ToDictionary();
        foreach (var (bucket, count) in other.Buckets)
        {
            buckets[bucket] = buckets.GetValueOrDefault(bucket) + count;
        }

        return new(buckets);
    }

    /// <inheritdoc/>
    public bool Equals(LatencyDistribution? other) => other is not null && Buckets.SequenceEqual(other.Buckets);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LatencyDistribution);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Buckets.Count, Buckets.FirstOrDefault());

    /// <summary>One line: how many calls, the median and the 99th percentile.</summary>
    public override string ToString() => Count == 0
        ? "no calls"
        : string.Create(CultureInfo.InvariantCulture, $"{Count} calls, p50 {Percentile(0.5)!.Value.TotalMilliseconds:G3} ms, p99 {Percentile(0.99)!.Value.TotalMilliseconds:G3} ms");

    private static TimeSpan Middle(int bucket) => TimeSpan.FromTicks((long)Math.Round(TimeSpan.TicksPerSecond * Shortest * 2 * Math.Pow(Gamma, bucket) / (Gamma + 1)));
}
