using System.Runtime.InteropServices;

namespace MlOps.Heuristics.Running;

/// <summary>The cells in which one thread counts. When the thread is gone, what it counted is added to the counters.</summary>
internal sealed class ThreadCells
{
    [ThreadStatic]
    private static ThreadCells? _ofThisThread;

    private readonly Dictionary<ThreadCounter, Cell> _cells = [];
    private ThreadCounter? _lastCounter;
    private Cell? _last;

    ~ThreadCells()
    {
        foreach (var (counter, cell) in _cells)
        {
            counter.Retire(cell);
        }
    }

    public static ThreadCells OfThisThread => _ofThisThread ??= new();

    /// <summary>The thread's cell for a counter. That of the counter used last is at hand.</summary>
    public Cell For(ThreadCounter counter) => ReferenceEquals(_lastCounter, counter) ? _last! : Find(counter);

    private Cell Find(ThreadCounter counter)
    {
        if (!_cells.TryGetValue(counter, out var cell))
        {
            _cells.Add(counter, cell = counter.NewCell());
        }

        (_lastCounter, _last) = (counter, cell);
        return cell;
    }

    /// <summary>A count that one thread writes, a cache line away from those of others.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    public sealed class Cell
    {
        [FieldOffset(64)]
        public long Count;
    }
}
