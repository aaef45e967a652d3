namespace MlOps.Registry.Caching;

/// <summary>When the copies of one model are next looked over: one at a time, once a minute, and less often while it comes to nothing.</summary>
internal sealed class Mending
{
    private const int MostFailures = 6;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _since;
    private bool _runs;
    private int _failures;

    /// <summary>Whether it is time to. The first time is only taken note of: what was just read is on its way here.</summary>
    public bool TryBegin(TimeProvider time)
    {
        lock (_lock)
        {
            if (_since is not { } since)
            {
                _since = time.GetTimestamp();
                return false;
            }

            if (_runs || time.GetElapsedTime(since) < Every * (1 << _failures))
            {
                return false;
            }

            (_runs, _since) = (true, time.GetTimestamp());
            return true;
        }
    }

    /// <param name="mended">Whether nothing is missing now.</param>
    public void End(bool mended)
    {
        lock (_lock)
        {
            _runs = false;
            _failures = mended ? 0 : Math.Min(_failures + 1, MostFailures);
        }
    }
}
