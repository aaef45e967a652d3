using System.Numerics;

namespace MlOps.MLNet.Pooling;

/// <summary>A bounded set of engines over one model: one call an engine at a time, and a queue when all are out.</summary>
/// <remarks>
/// <para>Renting costs one interlocked exchange, returning a plain store and a load. Everything rare - making an engine, waiting,
/// closing - happens under a lock, and while it does <see cref="_attention"/> isn't 0.</para>
/// <para>No waiter is lost, though a return has no fence. A return stores <c>Idle = 1</c>, then loads <c>_attention</c>; whoever
/// is about to wait first raises <c>_attention</c>, then has every processor of the process pass a full fence, then looks at all
/// slots once more. That fence falls, on the returning thread, either after its store, which the second look then sees, or before
/// it and so before its load, which then sees <c>_attention</c> raised and serves the queue under the lock. Who joins a queue that
/// isn't empty needs no fence, as <c>_attention</c> hasn't been 0 since the first one's.</para>
/// </remarks>
internal sealed class EnginePool<TEngine> : IDisposable
    where TEngine : class, IDisposable
{
    private readonly Func<TEngine> _create;
    private readonly Action _waited;
    private readonly Action _drained;
    private readonly EngineSlot<TEngine>[] _slots;

    // Where a thread found an engine last. Only a hint: threads may share an entry, and any entry is as right as another.
    private readonly EngineSlot<TEngine>[] _hints;

    private readonly Lock _gate = new();
    private readonly Stack<EngineSlot<TEngine>> _unmade;
    private readonly LinkedList<EngineWaiter<TEngine>> _queue = [];
    private bool _creating;
    private bool _closed;
    private long _waits;

    // How many calls are in the queue, plus one for good when the pool is closed.
    private int _attention;

    /// <summary>Makes an empty pool.</summary>
    /// <param name="create">Makes an engine; never called twice at once.</param>
    /// <param name="maxEngines">The most engines there ever are.</param>
    /// <param name="waited">Told of each call that has to wait.</param>
    /// <param name="drained">Told once, when the pool is closed and its last engine disposed.</param>
    public EnginePool(Func<TEngine> create, int maxEngines, Action waited, Action drained)
    {
        _create = create;
        _waited = waited;
        _drained = drained;
        _slots = new EngineSlot<TEngine>[maxEngines];
        for (var i = 0; i < maxEngines; i++)
        {
            _slots[i] = new();
        }

        _unmade = new(_slots.Reverse());
        _hints = new EngineSlot<TEngine>[BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, 2L * maxEngines))];
        Array.Fill(_hints, _slots[0]);
    }

    /// <summary>How many engines there are, or are being made.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _slots.Length - _unmade.Count;
            }
        }
    }

    /// <summary>How many calls had to wait so far.</summary>
    public long Waits => Interlocked.Read(ref _waits);

    /// <summary>Takes an idle engine; null if there is none, or if others already wait for one.</summary>
    public EngineSlot<TEngine>? TryRent()
    {
        if (Volatile.Read(ref _attention) != 0)
        {
            return null;
        }

        var hints = _hints;
        var slot = hints[Environment.CurrentManagedThreadId & (hints.Length - 1)];
        return Interlocked.Exchange(ref slot.Idle, 0) == 1 ? slot : Search();
    }

    /// <summary>Takes an engine, making one or waiting for one if need be. Calls that wait are served in their order.</summary>
    /// <exception cref="OperationCanceledException">The call gave up waiting; it has no engine.</exception>
    /// <exception cref="ObjectDisposedException">The pool was closed before.</exception>
    public async ValueTask<EngineSlot<TEngine>> RentAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new EngineWaiter<TEngine>(this);
        if (!Join(waiter))
        {
            Interlocked.Increment(ref _waits);
            _waited();
        }

        var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((EngineWaiter<TEngine>)state!).Cancel(token), waiter);
        await using (registration.ConfigureAwait(false))
        {
            var slot = await waiter.Task.ConfigureAwait(false);
            Make(slot);
            return slot;
        }
    }

    /// <summary>Makes one engine ahead of need; false if there are as many as there may be.</summary>
    public bool TryGrow()
    {
        EngineSlot<TEngine>? slot;
        lock (_gate)
        {
            if (_creating || _closed || !_unmade.TryPop(out slot))
            {
                return false;
            }

            _creating = true;
        }

        Make(slot);
        Return(slot);
        return true;
    }

    /// <summary>Gives an engine back.</summary>
    public void Return(EngineSlot<TEngine> slot)
    {
        Volatile.Write(ref slot.Idle, 1);
        if (Volatile.Read(ref _attention) != 0)
        {
            lock (_gate)
            {
                Serve();
            }
        }
    }

    /// <summary>Takes a call out of the queue; false if it isn't there any more.</summary>
    public bool Leave(EngineWaiter<TEngine> waiter)
    {
        lock (_gate)
        {
            if (!_queue.Remove(waiter))
            {
                return false;
            }

            _attention--;
            return true;
        }
    }

    /// <summary>Closes the pool: idle engines are disposed now, the others when they come back.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _closed = true;
                _attention++;
                Interlocked.MemoryBarrierProcessWide();
                Serve();
            }
        }
    }

    private EngineSlot<TEngine>? Search()
    {
        foreach (var slot in _slots)
        {
            if (Volatile.Read(ref slot.Idle) == 1 && Interlocked.Exchange(ref slot.Idle, 0) == 1)
            {
                _hints[Environment.CurrentManagedThreadId & (_hints.Length - 1)] = slot;
                return slot;
            }
        }

        return null;
    }

    // Whether the call was served at once.
    private bool Join(EngineWaiter<TEngine> waiter)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var first = _queue.Count == 0;
            _queue.AddLast(waiter);
            _attention++;
            Serve();
            if (first && !waiter.Task.IsCompleted)
            {
                Interlocked.MemoryBarrierProcessWide();
                Serve();
            }

            return waiter.Task.IsCompleted;
        }
    }

    private void Make(EngineSlot<TEngine> slot)
    {
        if (slot.Engine is not null)
        {
            return;
        }

        try
        {
            slot.Engine = _create();
        }
        finally
        {
            lock (_gate)
            {
                _creating = false;
                if (slot.Engine is null)
                {
                    _unmade.Push(slot);
                }

                Serve();
            }
        }
    }

    // Under the lock: gives the queue what there is, one engine to be made at a time; then, if closed, clears away what is left.
    private void Serve()
    {
        while (_queue.First is { } next && (Search() ?? Unmade()) is { } slot)
        {
            _queue.Remove(next);
            _attention--;
            next.Value.SetResult(slot);
        }

        if (_closed && _queue.Count == 0)
        {
            Drain();
        }
    }

    private EngineSlot<TEngine>? Unmade()
    {
        if (_creating || !_unmade.TryPop(out var slot))
        {
            return null;
        }

        _creating = true;
        return slot;
    }

    private void Drain()
    {
        while (Search() is { } slot)
        {
            slot.Engine!.Dispose();
            slot.Engine = null;
            _unmade.Push(slot);
        }

        if (_unmade.Count == _slots.Length)
        {
            _drained();
        }
    }
}
