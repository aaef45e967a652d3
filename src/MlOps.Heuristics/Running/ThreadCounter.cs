namespace MlOps.Heuristics.Running;

/// <summary>Counts on every prediction, exactly, without making threads wait for each other: each writes a cell of its own, and whoever asks adds them up.</summary>
/// <remarks>An interlocked increment, even of a cell that nobody else has, costs three times as much.</remarks>
internal sealed class ThreadCounter
{
    private readonly Lock _lock = new();
    private readonly List<ThreadCells.Cell> _cells = [];
    private long _retired;

    public long Value
    {
        get
        {
            lock (_lock)
            {
                var sum = _retired;
                foreach (var cell in _cells)
                {
                    sum += Volatile.Read(ref cell.Count);
                }

                return sum;
            }
        }
    }

    public void Increment()
    {
        var cell = ThreadCells.OfThisThread.For(this);
        Volatile.Write(ref cell.Count, cell.Count + 1);
    }

    public ThreadCells.Cell NewCell()
    {
        var cell = new ThreadCells.Cell();
        lock (_lock)
        {
            _cells.Add(cell);
        }

        return cell;
    }

    /// <summary>The thread of a cell is gone.</summary>
    public void Retire(ThreadCells.Cell cell)
    {
        lock (_lock)
        {
            _retired += cell.Count;
            _cells.Remove(cell);
        }
    }
}
