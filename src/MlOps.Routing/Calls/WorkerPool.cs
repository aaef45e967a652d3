using System.Runtime.CompilerServices;

namespace MlOps.Routing.Calls;

/// <summary>
/// The threads of one route, and which of them are stuck in calls that are overdue. They come as they are needed and go when there is
/// nothing to do, so nobody has to end them.
/// </summary>
/// <param name="name">What the threads are called.</param>
/// <param name="options">How many there may be.</param>
/// <param name="stuckChanged">Told when as many are stuck as may be, and when it is one less again.</param>
internal sealed class WorkerPool(string name, CallTimeoutOptions options, Action<RouteWorkers> stuckChanged)
{
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(10);

    // Threads wait on it, which a Lock can't.
    private readonly object _lock = new();
    private readonly Queue<WorkerCall> _waiting = new();
    private int _workers;
    private int _idle;
    private volatile int _stuck;

    /// <summary>Whether as many workers are stuck as may be.</summary>
    public bool IsStuck => _stuck >= options.MaxStuckWorkers;

    // Workers that are stuck are replaced up to the limit.
    private int Room => options.MaxWorkers - Math.Max(0, _stuck - options.MaxStuckWorkers);

    public RouteWorkers Look() => new(_stuck, options.MaxStuckWorkers);

    /// <summary>Gives a call to a worker, as soon as there is one.</summary>
    public void Run(WorkerCall call)
    {
        lock (_lock)
        {
            _waiting.Enqueue(call);
            Attend();
        }
    }

    /// <summary>Its caller goes, before it has ended.</summary>
    /// <param name="call">The call.</param>
    /// <param name="hold">Holds the model if a worker is in it; what it returns lets go.</param>
    /// <returns>Whether a worker is in it.</returns>
    public bool Leave(WorkerCall call, Func<Action> hold)
    {
        lock (_lock)
        {
            if (call.State is WorkerCallState.Running or WorkerCallState.Overdue)
            {
                call.LetGo ??= hold();
                return true;
            }

            // Nobody began it, or it has ended meanwhile.
            call.State = WorkerCallState.Ended;
            return false;
        }
    }

    /// <summary>It has run for too long: its worker is stuck, and another may take its place.</summary>
    public void Overdue(WorkerCall call)
    {
        bool getsStuck;
        lock (_lock)
        {
            if (call.State != WorkerCallState.Running)
            {
                return;
            }

            call.State = WorkerCallState.Overdue;
            getsStuck = ++_stuck == options.MaxStuckWorkers;
            _workers--;
            Attend();
        }

        if (getsStuck)
        {
            stuckChanged(Look());
        }
    }

    // An idle thread, or a new one, for what waits.
    private void Attend()
    {
        if (_idle > 0)
        {
            Monitor.Pulse(_lock);
        }

        if (_waiting.Count > _idle && _workers < Room)
        {
            _workers++;
            new Thread(Work) { IsBackground = true, Name = name }.UnsafeStart();
        }
    }

    private void Work()
    {
        while (RunNext())
        {
        }
    }

    // Apart, so that no frame holds the last call, its row and its model while a thread waits for the next.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RunNext()
    {
        if (Next() is not { } call)
        {
            return false;
        }

        call.Run();
        End(call);
        return true;
    }

    /// <summary>The next call; null where there is nothing to do for long, or enough others do it.</summary>
    private WorkerCall? Next()
    {
        lock (_lock)
        {
            while (_workers <= Room)
            {
                while (_waiting.TryDequeue(out var call))
                {
                    if (call.State == WorkerCallState.Waiting)
                    {
                        call.State = WorkerCallState.Running;
                        return call;
                    }
                }

                _idle++;
                var called = Monitor.Wait(_lock, IdleLimit);
                _idle--;
                if (!called && _waiting.Count == 0)
                {
                    break;
                }
            }

            _workers--;
            return null;
        }
    }

    private void End(WorkerCall call)
    {
        var getsFree = false;
        lock (_lock)
        {
            if (call.State == WorkerCallState.Overdue)
            {
                getsFree = _stuck-- == options.MaxStuckWorkers;
                _workers++;
            }

            call.State = WorkerCallState.Ended;
        }

        call.LetGo?.Invoke();
        if (getsFree)
        {
            stuckChanged(Look());
        }
    }
}
