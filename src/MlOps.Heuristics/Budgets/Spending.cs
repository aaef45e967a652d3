namespace MlOps.Heuristics.Budgets;

/// <summary>When the last alerts were let through: a ring of as many moments as the budget has.</summary>
internal sealed class Spending
{
    private readonly Lock _lock = new();
    private long[] _moments = [];
    private int _oldest;
    private int _count;

    /// <summary>Sets how many there may be; where there were more, the newest stay.</summary>
    public void Resize(int maximum)
    {
        lock (_lock)
        {
            if (maximum == _moments.Length)
            {
                return;
            }

            var kept = Enumerable.Range(0, _count).Select(i => _moments[(_oldest + i) % _moments.Length]).TakeLast(maximum).ToArray();
            _moments = [.. kept, .. new long[maximum - kept.Length]];
            (_oldest, _count) = (0, kept.Length);
        }
    }

    /// <summary>Takes one from the budget, if there is one.</summary>
    public bool TrySpend(TimeProvider time, TimeSpan per)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_count == _moments.Length)
            {
                ref var oldest = ref _moments[_oldest];
                if (oldest > now)
                {
                    // A clock of one's own went back: the budget counts from now on, so that it isn't gone for longer than a span.
                    Array.Fill(_moments, now);
                }

                if (time.GetElapsedTime(oldest, now) < per)
                {
                    return false;
                }

                oldest = now;
                _oldest = (_oldest + 1) % _moments.Length;
                return true;
            }

            _moments[(_oldest + _count) % _moments.Length] = now;
            _count++;
            return true;
        }
    }
}
