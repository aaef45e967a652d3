namespace MlOps.Benchmarks.Registry;

/// <summary>How far the process's working set grows while this lives, looked at every few milliseconds.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly Thread _watch;
    private readonly long _before;
    private volatile bool _done;
    private long _peak;

    public PeakMemory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        _peak = _before = Environment.WorkingSet;
        _watch = new(() =>
        {
            while (!_done)
            {
                Interlocked.Exchange(ref _peak, Math.Max(Interlocked.Read(ref _peak), Environment.WorkingSet));
                Thread.Sleep(5);
            }
        });
        _watch.Start();
    }

    public double GrowthInMiB => (Interlocked.Read(ref _peak) - _before) / (double)(1 << 20);

    public void Dispose()
    {
        _done = true;
        _watch.Join();
    }
}
