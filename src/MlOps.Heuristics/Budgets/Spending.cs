namespace MlOps.Heuristics.Budgets;

/// <summary>When the last alerts were let through: a ring of as many moments as the budget has, or had at most: one that is lowered and raised again forgets none.</summary>
internal sealed class Spending
{
    private readonly Lock _lock = new();
    private long[] _moments = [];
    private int _maximum;
    private int _next;
    private int _count;

    /// <summary>Sets how many there may be.</summary>
    public void Resize(int maximum)
    {
        lock (_lock)
        {
            _maximum = maximum;
            if (maximum > _moments.Length)
            {
                long[] kept = [.. Enumerable.Range(1, _count).Reverse().Select(back => Back(back))];
                _moments = [.. kept, .. new long[maximum - kept.Length]];
                _next = _count;
            }
        }
    }

    /// <summary>Takes one from the budget, if there is one.</summary>
    public bool TrySpend(TimeProvider time, TimeSpan per)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_count >= _maximum)
            {
                if (Back(_maximum) > now)
                {
                    // A clock of one's own went back: the budget counts from now on, so that it isn't gone for longer than a span.
                    Array.Fill(_moments, now);
                }

                if (time.GetElapsedTime(Back(_maximum), now) < per)
                {
                    return false;
                }
            }

            _moments[_next] = now;
            _next = (_next + 1) % _moments.Length;
            _count = Math.Min(_count + 1, _moments.Length);
            return true;
        }
    }

    /// <summary>When the alert was let through that is so many back; 1 is the last one.</summary>
    private long Back(int alerts) => _moments[(_next - alerts + _moments.Length) % _moments.Length];
}
