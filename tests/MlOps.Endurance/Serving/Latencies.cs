namespace MlOps.Endurance.Serving;

/// <summary>How long calls took: counts in buckets a hundredth apart, and the longest as it was. It takes the same memory however many there are.</summary>
internal sealed class Latencies
{
    private const double Shortest = 1e-7;
    private const double Step = 1.01;

    // Up to ten thousand seconds.
    private readonly long[] _counts = new long[(int)Math.Ceiling(Math.Log(1e11, Step)) + 1];
    private long _longestTicks;

    public long Count => _counts.Sum();

    public TimeSpan Longest => new(Volatile.Read(ref _longestTicks));

    public void Add(TimeSpan took)
    {
        var bucket = (int)Math.Ceiling(Math.Log(Math.Max(took.TotalSeconds, Shortest) / Shortest, Step));
        Interlocked.Increment(ref _counts[Math.Min(bucket, _counts.Length - 1)]);
        for (var seen = Volatile.Read(ref _longestTicks); took.Ticks > seen;)
        {
            var before = Interlocked.CompareExchange(ref _longestTicks, took.Ticks, seen);
            seen = before == seen ? took.Ticks : before;
        }
    }

    /// <summary>What that share of the calls didn't exceed, to a hundredth of it.</summary>
    public TimeSpan Quantile(double share)
    {
        var rank = (long)Math.Ceiling(share * Count);
        for (var i = 0; i < _counts.Length; i++)
        {
            rank -= _counts[i];
            if (rank <= 0)
            {
                var upTo = TimeSpan.FromSeconds(Shortest * Math.Pow(Step, i));
                return upTo < Longest ? upTo : Longest;
            }
        }

        return Longest;
    }
}
