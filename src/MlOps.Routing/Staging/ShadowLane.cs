using System.Collections.Concurrent;

namespace MlOps.Routing.Staging;

/// <summary>
/// Asks a version rows again that another answered, off the callers' path: a bounded queue in front of workers. What finds no place is
/// dropped, whatever it was answered.
/// </summary>
/// <remarks>
/// A caller pays for a place with an interlocked count, and for a row with its copy into the queue. The queue is drained by as many
/// pumps as there are workers; a pump runs on the pool for as long as there is something to do, and only awaits what the workers do.
/// </remarks>
internal sealed class ShadowLane<TInput, TOutput> : IThreadPoolWorkItem, IAsyncDisposable
{
    private readonly IModel<TInput, TOutput> _asked;
    private readonly Pairing<TInput, TOutput> _pairing;
    private readonly int _maxPumps;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<AnsweredRow<TInput, TOutput>> _queue = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClosing;
    private int _free;
    private int _pumps;

    /// <param name="asked">Who is asked, with workers and checks around it.</param>
    /// <param name="pairing">Told what became of each row.</param>
    /// <param name="options">How many may wait, and be asked at once.</param>
    /// <param name="time">The clock.</param>
    public ShadowLane(IModel<TInput, TOutput> asked, Pairing<TInput, TOutput> pairing, ShadowOptions options, TimeProvider time) =>
        (_asked, _pairing, _free, _maxPumps, _time) = (asked, pairing, options.MaxQueued, options.MaxWorkers, time);

    /// <summary>Takes a place for a row; where there is none, the row is dropped. Whoever has one gives it back, or enqueues a row.</summary>
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
        if (TryBeginPump())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    public void Execute() => _ = PumpAsync();

    /// <summary>
    /// Drops what waits and leaves what is being asked. Nobody enqueues any more. It ends when no row is held any more, but by calls that
    /// don't listen.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _pumps);
        _isClosing = true;
        await _closing.CancelAsync().ConfigureAwait(false);
        while (_queue.TryDequeue(out _))
        {
            _pairing.Dropped();
        }

        EndPump();
        await _ended.Task.ConfigureAwait(false);
        _closing.Dispose();
    }

    private bool TryBeginPump()
    {
        var pumps = Volatile.Read(ref _pumps);
        while (pumps < _maxPumps)
        {
            var seen = Interlocked.CompareExchange(ref _pumps, pumps + 1, pumps);
            if (seen == pumps)
            {
                return true;
            }

            pumps = seen;
        }

        return false;
    }

    private void EndPump()
    {
        if (Interlocked.Decrement(ref _pumps) == 0 && _isClosing)
        {
            _ended.TrySetResult();
        }
    }

    private async Task PumpAsync()
    {
        // A row that came as this pump found nothing, and before it was gone, finds it again.
        do
        {
            while (!_isClosing && _queue.TryDequeue(out var row))
            {
                GiveBackPlace();
                await AskAsync(row).ConfigureAwait(false);
            }

            EndPump();
        }
        while (!_isClosing && !_queue.IsEmpty && TryBeginPump());
    }

    private async ValueTask AskAsync(AnsweredRow<TInput, TOutput> row)
    {
        var began = _time.GetTimestamp();
        try
        {
            var prediction = await _asked.PredictAsync(row.Row, _closing.Token).ConfigureAwait(false);
            if (prediction.Outcome == PredictionOutcome.Answered)
            {
                _pairing.Answered(row, prediction.ValueOrDefault!, _time.GetElapsedTime(began));
            }
            else
            {
                _pairing.Failed(row, Failures.Of(prediction), null);
            }
        }
        catch (OperationCanceledException) when (_isClosing)
        {
            _pairing.Dropped();
        }
#pragma warning disable CA1031 // Whatever a version throws here concerns no caller.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _pairing.Failed(row, AttemptFailure.Threw, e);
        }
    }
}
