using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace MlOps.Routing.Staging;

/// <summary>
/// Asks a version rows again that another answered, off the callers' path: a bounded queue in front of workers. What finds no place is
/// dropped, whatever it was answered.
/// </summary>
/// <remarks>
/// A caller pays for a place with an interlocked count, and for a row with its copy into the queue. A worker comes when there is a row and
/// stays as long as there are more. One that is overdue with a row is stuck; another takes its place, up to a bound.
/// </remarks>
internal sealed class ShadowLane<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput> : IThreadPoolWorkItem, IDisposable
{
    private const int MostRoomAtOnce = 10_000;

    private static readonly TimeSpan LongestWatch = TimeSpan.FromSeconds(1);

    // A timer of less than that rings once and never again.
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromMilliseconds(1);

    private readonly AskedModel<TInput, TOutput> _asked;
    private readonly Pairing<TInput, TOutput> _pairing;
    private readonly ShadowOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<AnsweredRow<TInput, TOutput>> _queue = new();

    // Guards the visits, and that none begins once the lane is closed.
    private readonly Lock _lock = new();
    private readonly HashSet<LaneVisit<TInput, TOutput>> _visits = [];
    private ITimer? _watch;
    private volatile bool _isClosed;
    private int _free;
    private int _visitors;

    /// <param name="asked">Who is asked.</param>
    /// <param name="pairing">Told what became of each row.</param>
    /// <param name="options">How many may wait and be asked at once, and for how long.</param>
    /// <param name="time">The clock.</param>
    public ShadowLane(AskedModel<TInput, TOutput> asked, Pairing<TInput, TOutput> pairing, ShadowOptions options, TimeProvider time)
    {
        (_asked, _pairing, _options, _time, _free) = (asked, pairing, options, time, options.MaxQueued);
        MakeRoom(Math.Min(options.MaxQueued, MostRoomAtOnce));
    }

    /// <summary>Takes a place for a row; where there is none, the row is to be dropped. Whoever has one gives it back, or enqueues a row.</summary>
    public bool TryTakePlace()
    {
        // Looked at first, so that a full queue costs callers no write to what they share.
        if (Volatile.Read(ref _free) <= 0)
        {
            return false;
        }

        if (Interlocked.Decrement(ref _free) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref _free);
        return false;
    }

    public void GiveBackPlace() => Interlocked.Increment(ref _free);

    public void Enqueue(AnsweredRow<TInput, TOutput> row)
    {
        _queue.Enqueue(row);
        Invite();
        if (_isClosed)
        {
            // A stage of the host's may answer its caller before live answers it; then a plan can end before its last row is here.
            DropAll();
        }
    }

    /// <summary>Lets a worker in, on a thread of the pool: waking one, or making one, is nothing for a caller to wait for.</summary>
    public void Execute()
    {
        if (_asked.Workers.IsStuck)
        {
            FailAll();
            return;
        }

        var visit = new LaneVisit<TInput, TOutput>(Work);
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _visits.Add(visit);
            if (_watch is null)
            {
                var often = TimeSpan.FromTicks(Math.Clamp(_options.Timeout.Ticks / 4, ShortestWatch.Ticks, LongestWatch.Ticks));
                _watch = _time.CreateTimer(_ => Watch(), null, often, often);
            }
        }

        _asked.Workers.Run(visit);
    }

    /// <summary>Drops what waits and leaves what is being asked, which holds its model until it returns. What is enqueued later is dropped.</summary>
    public void Dispose()
    {
        LaneVisit<TInput, TOutput>[] visits;
        lock (_lock)
        {
            _isClosed = true;
            _watch?.Dispose();
            visits = [.. _visits];
        }

        foreach (var visit in visits)
        {
            // Held before the row is taken: whoever closes the lane lets go of the model next.
            _asked.Workers.Leave(visit, _asked.Hold);
            if (visit.TryTake(_ => true, out _))
            {
                _pairing.Dropped();
            }
            else
            {
                visit.End();
            }
        }

        DropAll();
    }

    private void DropAll()
    {
        while (_queue.TryDequeue(out _))
        {
            _pairing.Dropped();
        }
    }

    // A queue that grows does so on a caller's thread. It doubles a ring that is full and keeps the last, so twice as many rows leave one that
    // holds all.
    private void MakeRoom(int rows)
    {
        for (var i = 0; i < 2 * rows; i++)
        {
            _queue.Enqueue(default);
        }

        while (_queue.TryDequeue(out _))
        {
        }
    }

    private void Invite()
    {
        var visitors = Volatile.Read(ref _visitors);
        while (visitors < _options.MaxWorkers)
        {
            var seen = Interlocked.CompareExchange(ref _visitors, visitors + 1, visitors);
            if (seen == visitors)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            visitors = seen;
        }
    }

    /// <summary>A visit is over; a row that came as it found none, and before it was gone, invites another.</summary>
    private void Leave()
    {
        Interlocked.Decrement(ref _visitors);
        if (!_isClosed && !_queue.IsEmpty)
        {
            Invite();
        }
    }

    private void FailAll()
    {
        while (_queue.TryDequeue(out var row))
        {
            GiveBackPlace();
            _pairing.Failed(row, AttemptFailure.Stuck, null);
        }

        Leave();
    }

    // On a worker's thread. The lane may be closed, or a row taken away, at any moment.
    private void Work(LaneVisit<TInput, TOutput> visit)
    {
        var isOver = false;
        while (!isOver && !_isClosed && _queue.TryDequeue(out var row))
        {
            GiveBackPlace();
            var began = _time.GetTimestamp();
            if (!visit.TryBegin(row, began))
            {
                // The lane was closed meanwhile.
                _pairing.Dropped();
                return;
            }

            isOver = !Ask(visit, row, began);
        }

        lock (_lock)
        {
            // Where its row was taken, so was its place.
            if (!_visits.Remove(visit))
            {
                return;
            }
        }

        visit.Dispose();
        Leave();
    }

    /// <summary>Asks a row; false where it was taken away meanwhile.</summary>
    private bool Ask(LaneVisit<TInput, TOutput> visit, AnsweredRow<TInput, TOutput> row, long began)
    {
        Prediction<TOutput> prediction;
        try
        {
            var pending = _asked.Model.PredictAsync(row.Row, visit.Stopped);
            prediction = pending.IsCompleted ? pending.Result : pending.AsTask().GetAwaiter().GetResult();
        }
#pragma warning disable CA1031 // Whatever a version throws here concerns no caller.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!visit.TryFinish())
            {
                return false;
            }

            _pairing.Failed(row, AttemptFailure.Threw, e);
            return true;
        }

        var took = _time.GetElapsedTime(began);
        if (!visit.TryFinish())
        {
            return false;
        }

        if (prediction.Outcome == PredictionOutcome.Answered)
        {
            _pairing.Answered(row, prediction.ValueOrDefault!, took);
        }
        else
        {
            _pairing.Failed(row, Failures.Of(prediction), null);
        }

        return true;
    }

    /// <summary>Takes the rows that are overdue from their workers, and tells of drops where no row comes to anything.</summary>
    private void Watch()
    {
        _pairing.TellOfDrops();
        LaneVisit<TInput, TOutput>[] visits;
        lock (_lock)
        {
            visits = _isClosed ? [] : [.. _visits];
        }

        foreach (var visit in visits)
        {
            if (!visit.TryTake(began => _time.GetElapsedTime(began) >= _options.Timeout, out var row))
            {
                continue;
            }

            // Where it isn't there any more, its call has returned just now, and its worker sees to the rest. Held at once: whoever closes
            // the lane from here on doesn't find it, and lets go of the model.
            bool isLeft;
            lock (_lock)
            {
                isLeft = _visits.Remove(visit);
                _ = isLeft && _asked.Workers.Leave(visit, _asked.Hold);
            }

            if (isLeft)
            {
                _asked.Workers.Overdue(visit);
            }

            _pairing.Failed(row, AttemptFailure.TimedOut, null);
            if (isLeft)
            {
                Leave();
            }
        }
    }
}
