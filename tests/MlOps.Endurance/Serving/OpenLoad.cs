using System.Diagnostics;

namespace MlOps.Endurance.Serving;

/// <summary>
/// Two threads that make calls at a fixed rate, whether those before were answered or not. Each call is timed from when it was due, so that
/// a stall counts for every call that it delays. They hand as many calls again to the thread pool.
/// </summary>
internal sealed class OpenLoad : IDisposable
{
    private const int Threads = 2;

    // 500 calls a second and 500 through the pool, each of some microseconds: the machine has nothing to do most of the time.
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan Spun = TimeSpan.FromMicroseconds(40);

    private readonly Func<Task> _call;
    private readonly Thread[] _threads;
    private readonly Lock _changing = new();
    private volatile Span _spans = new(null, 0, null);
    private volatile bool _stopped;
    private volatile Exception? _failure;
    private long _calls;
    private int _underWay;

    /// <param name="call">Makes one call and judges its answer. Where it throws, the run is broken.</param>
    public OpenLoad(Func<Task> call)
    {
        _call = call;
        var begin = Stopwatch.GetTimestamp();
        _threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() => Pace(begin + Ticks(Every * i / Threads))) { IsBackground = true, Name = $"load {i}" })];
        Array.ForEach(_threads, t => t.Start());
    }

    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Calls that are due from now on belong to a phase; null for none.</summary>
    public void Enter(Phase? phase)
    {
        lock (_changing)
        {
            _spans.Phase?.Runtime.End();
            phase?.Runtime.Begin();
            _spans = new(phase, Stopwatch.GetTimestamp(), _spans.Phase);
        }
    }

    /// <exception cref="BrokenException">A call wasn't answered as it should.</exception>
    public void ThrowIfBroken()
    {
        if (_failure is { } failure)
        {
            throw failure as BrokenException ?? new BrokenException($"a call threw {failure}");
        }
    }

    /// <summary>Lets time pass under load.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await Task.Delay(time);
        ThrowIfBroken();
    }

    public void Dispose()
    {
        Enter(null);
        _stopped = true;
        Array.ForEach(_threads, t => t.Join());
        SpinWait.SpinUntil(() => Volatile.Read(ref _underWay) == 0, TimeSpan.FromSeconds(30));
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    private void Pace(long due)
    {
        ShortSleep.BePrecise();
        for (var onPool = false; !_stopped; due += Ticks(Every), onPool = !onPool)
        {
            WaitFor(due);
            Interlocked.Increment(ref _underWay);
            if (onPool)
            {
                ThreadPool.UnsafeQueueUserWorkItem(at => _ = CallAsync(at, onPool: true), due, preferLocal: false);
            }
            else
            {
                CallAsync(due, onPool: false).GetAwaiter().GetResult();
            }
        }
    }

    // The last bit is spun, as a sleeper wakes a little late. More would take a processor that no web server takes, and have the scheduler put
    // others before these threads for it.
    private static void WaitFor(long due)
    {
        ShortSleep.Until(due - Ticks(Spun));
        while (Stopwatch.GetTimestamp() < due)
        {
            Thread.SpinWait(20);
        }
    }

    private async Task CallAsync(long due, bool onPool)
    {
        try
        {
            await _call().ConfigureAwait(false);
            var took = Stopwatch.GetElapsedTime(due);
            var spans = _spans;
            if ((due >= spans.From ? spans.Phase : spans.Before) is { } phase)
            {
                (onPool ? phase.OnThePool : phase.OnOwnThreads).Add(took);
            }

            Interlocked.Increment(ref _calls);
        }
        catch (Exception e)
        {
            _failure ??= e;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private sealed record Span(Phase? Phase, long From, Phase? Before);
}
