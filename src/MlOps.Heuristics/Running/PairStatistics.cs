using System.Collections.Concurrent;

namespace MlOps.Heuristics.Running;

/// <summary>Which rules fired on the same predictions, and which put back what another had changed.</summary>
internal sealed class PairStatistics
{
    private readonly ConcurrentDictionary<(string First, string Second), Counts> _pairs = new();

    /// <summary>Both fired on one prediction, the first one first.</summary>
    public void Record(string first, string second, bool undone)
    {
        var counts = _pairs.GetOrAdd((first, second), _ => new());
        Interlocked.Increment(ref counts.Together);
        if (undone)
        {
            Interlocked.Increment(ref counts.Undone);
        }
    }

    public IEnumerable<(string First, string Second, long Together, long Undone)> All() =>
        _pairs.Select(p => (p.Key.First, p.Key.Second, Interlocked.Read(ref p.Value.Together), Interlocked.Read(ref p.Value.Undone)));

    private sealed class Counts
    {
        public long Together;
        public long Undone;
    }
}
