namespace MlOps.Routing.Staging;

/// <summary>Counts how long calls took, for any number of threads, without a lock or an allocation.</summary>
internal sealed class LatencyRecorder
{
    private readonly long[] _buckets = new long[LatencyDistribution.BucketCount];

    public void Add(TimeSpan took) => Interlocked.Increment(ref _buckets[LatencyDistribution.BucketOf(took.TotalSeconds)]);

    public LatencyDistribution Look() => new(
        _buckets.Select((_, bucket) => KeyValuePair.Create(bucket, Volatile.Read(ref _buckets[bucket]))).Where(b => b.Value > 0).ToDictionary());
}
