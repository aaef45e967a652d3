namespace MlOps.Routing.Health;

/// <summary>
/// How many calls succeeded and failed within a duration. It slides by slices of a tenth, each beginning with the first call after the
/// one before, as Polly's does. Successes are counted outside, without a lock; here they are settled into slices. For one thread at a time.
/// </summary>
internal sealed class SampleWindow(TimeSpan duration, TimeProvider time, StripedCounter successes)
{
    private const int SlicesPerDuration = 10;

    // Ten that are in use, the one that begins, and the one that is to be dropped.
    private readonly Slice[] _slices = new Slice[SlicesPerDuration + 2];
    private int _first;
    private int _count;
    private long _settled;

    public TimeSpan SliceDuration { get; } = duration / SlicesPerDuration;

    private ref Slice Last => ref _slices[(_first + _count - 1) % _slices.Length];

    /// <summary>How long the slice in use goes on; zero or less where it is over, or none has begun.</summary>
    public TimeSpan Remaining(long now) => _count == 0 ? TimeSpan.Zero : SliceDuration - time.GetElapsedTime(Last.StartedAt, now);

    /// <summary>Begins a slice if the one in use is over, and drops those that are too old. Whatever is counted from here on is of the slice in use.</summary>
    /// <returns>Whether one was begun.</returns>
    public bool Advance(long now)
    {
        var begins = Remaining(now) <= TimeSpan.Zero;
        if (begins)
        {
            Settle();
            _count++;
            Last = new() { StartedAt = now };
        }

        while (IsOld(_slices[_first], now))
        {
            _first = (_first + 1) % _slices.Length;
            _count--;
        }

        return begins;
    }

    /// <summary>Counts a failure in the slice in use.</summary>
    public void AddFailure() => Last.Failures++;

    /// <summary>How many calls there were, and how many of them failed.</summary>
    public (long Samples, long Failures) Read(long now)
    {
        Settle();
        var (samples, failures) = (0L, 0L);
        for (var i = 0; i < _count; i++)
        {
            ref var slice = ref _slices[(_first + i) % _slices.Length];
            if (!IsOld(slice, now))
            {
                samples += slice.Successes + slice.Failures;
                failures += slice.Failures;
            }
        }

        return (samples, failures);
    }

    public void Clear() => (_first, _count, _settled) = (0, 0, successes.Sum);

    private bool IsOld(in Slice slice, long now) => time.GetElapsedTime(slice.StartedAt, now) >= duration;

    private void Settle()
    {
        // What ends while the first slice begins is of that one.
        if (_count > 0)
        {
            var sum = successes.Sum;
            Last.Successes += sum - _settled;
            _settled = sum;
        }
    }

    private struct Slice
    {
        public long StartedAt;
        public long Successes;
        public long Failures;
    }
}
