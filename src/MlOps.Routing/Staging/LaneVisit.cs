using MlOps.Routing.Calls;

namespace MlOps.Routing.Staging;

/// <summary>
/// A worker's stay in a lane, in which it asks one row after the other. Whoever finds that a row takes too long takes the row from it; the
/// visit ends when that call returns.
/// </summary>
internal sealed class LaneVisit<TInput, TOutput>(Action<LaneVisit<TInput, TOutput>> work) : WorkerCall, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private AnsweredRow<TInput, TOutput>? _row;
    private long _began;
    private bool _isOver;

    public CancellationToken Stopped => _stop.Token;

    /// <summary>Begins a row; false where the visit is over.</summary>
    public bool TryBegin(AnsweredRow<TInput, TOutput> row, long now)
    {
        lock (_lock)
        {
            (_row, _began) = (row, now);
            return !_isOver;
        }
    }

    /// <summary>A row has come to something; false where it was taken away meanwhile.</summary>
    public bool TryFinish()
    {
        lock (_lock)
        {
            _row = null;
            return !_isOver;
        }
    }

    /// <summary>Ends the visit and tells its call so, if it is in a row that fits.</summary>
    /// <param name="fits">Given when the row began; whether to take it.</param>
    /// <param name="row">The row that is taken.</param>
    public bool TryTake(Func<long, bool> fits, out AnsweredRow<TInput, TOutput> row)
    {
        lock (_lock)
        {
            row = _row.GetValueOrDefault();
            if (_row is null || _isOver || !fits(_began))
            {
                return false;
            }

            _isOver = true;
        }

        Stop();
        return true;
    }

    /// <summary>Ends the visit: it begins no other row.</summary>
    public void End()
    {
        if (TryEnd())
        {
            Stop();
        }
    }

    /// <summary>The visit has ended by itself.</summary>
    public void Dispose()
    {
        if (TryEnd())
        {
            _stop.Dispose();
        }
    }

    protected override void Work() => work(this);

    private bool TryEnd()
    {
        lock (_lock)
        {
            var wasOver = _isOver;
            _isOver = true;
            return !wasOver;
        }
    }

    // In the background: whoever listens for it may take its time. What was cancelled so needs no disposal.
    private void Stop() => _ = _stop.CancelAsync();
}
