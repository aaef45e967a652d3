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
        var now = time.GetUtcNow();
        var known = _causes.TryGetValue(cause, out var state) ? state : _causes.GetOrAdd(_causes.Count < MaxCauses ? cause : "other causes", _ => new());
        lock (known)
        {
            known.Times++;
            times = known.Times;
            if (now < known.Next)
            {
                return false;
            }

            known.Times = 0;
            known.Next = now + interval;
            return true;
        }
    }

    private sealed class Cause
    {
        public long Times { get; set; }

        public DateTimeOffset Next { get; set; } = DateTimeOffset.MinValue;
    }
}
