using System.Collections.Concurrent;

namespace MlOps.Routing.Observing;

/// <summary>Lets the first event of a cause through, and then one an interval with the number of those held back.</summary>
internal sealed class LogThrottle(TimeProvider time, TimeSpan interval)
{
    // Causes come from the host's own routes and rules; should they ever be more, the rest share one.
    private const int MaxCauses = 1000;

    private readonly ConcurrentDictionary<object, Cause> _causes = new();

    /// <summary>Whether to write about the cause now; <paramref name="times"/> is how often it happened since it was last written about.</summary>
    public bool Allows(object cause, out long times)
    {
        // Not by the time of day, which may be set back.
        var now = time.GetTimestamp();
        var known = _causes.TryGetValue(cause, out var state) ? state : _causes.GetOrAdd(_causes.Count < MaxCauses ? cause : "other causes", _ => new());
        lock (known)
        {
            known.Times++;
            times = known.Times;
            if (known.Written is { } written && time.GetElapsedTime(written, now) < interval)
            {
                return false;
            }

            known.Times = 0;
            known.Written = now;
            return true;
        }
    }

    private sealed class Cause
    {
        public long Times { get; set; }

        public long? Written { get; set; }
    }
}
