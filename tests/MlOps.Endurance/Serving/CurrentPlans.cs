using System.Diagnostics;

namespace MlOps.Endurance.Serving;

/// <summary>Which plans could be the current one of a host, from when to when.</summary>
internal sealed class CurrentPlans
{
    // A call that takes longer than all of these plans together doesn't occur.
    private const int Kept = 64;

    private volatile Entry[] _entries = [];

    /// <summary>A plan may serve from now on, beside the one that does.</summary>
    public void Begin(DeploymentPlan plan) => _entries = [.. _entries.TakeLast(Kept - 1), new(plan)];

    /// <summary>The latest plan serves, and calls that begin from now on meet none before it.</summary>
    public void Settle()
    {
        foreach (var entry in _entries.SkipLast(1))
        {
            entry.End();
        }
    }

    /// <summary>Whether a version was in a plan that was current at some moment of a call that ends now.</summary>
    public bool Had(int? version, long since)
    {
        foreach (var entry in _entries)
        {
            if (version is { } number && entry.LastsUntil >= since && entry.Plan.Versions.Contains(number))
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString() => string.Join(" | ", _entries.TakeLast(3).Select(e => e.Plan));

    private sealed class Entry(DeploymentPlan plan)
    {
        private long _until = long.MaxValue;

        public DeploymentPlan Plan => plan;

        public long LastsUntil => Volatile.Read(ref _until);

        public void End() => Interlocked.CompareExchange(ref _until, Stopwatch.GetTimestamp(), long.MaxValue);
    }
}
