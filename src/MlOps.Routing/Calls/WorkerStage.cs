namespace MlOps.Routing.Calls;

/// <summary>
/// Bounds the time of calls that can't be interrupted: they run on threads of their own, which a caller can leave. Where too many threads are
/// stuck, nobody is sent there any more.
/// </summary>
/// <inheritdoc cref="TimeoutStage{TInput,TOutput}"/>
internal sealed class WorkerStage<TInput, TOutput>(
    Route route, TimeSpan after, WorkerPool pool, IModel<TInput, TOutput> inner, Func<Action> hold, TimeProvider time)
    : IModel<TInput, TOutput>
{
    private readonly IReadOnlyList<RouteAttempt> _overdue = [new(route, AttemptFailure.TimedOut)];
    private readonly IReadOnlyList<RouteAttempt> _stuck = [new(route, AttemptFailure.Stuck)];

    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken) => pool.IsStuck
        ? new(Prediction.Unavailable<TOutput>(UnavailableReason.NoRouteLeft, _stuck))
        : AskAsync(input, cancellationToken);

    private async ValueTask<Prediction<TOutput>> AskAsync(TInput input, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var call = new WorkerCall<TInput, TOutput>(inner, input, cancellationToken);
        pool.Run(call);
        await ((Task)call.Result).WaitAsync(after, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (call.Result.IsCompleted)
        {
            return await call.Result.ConfigureAwait(false);
        }

        var runs = pool.Leave(call, hold);
        call.Stop(runs);
        if (cancellationToken.IsCancellationRequested)
        {
            // Its caller has left of its own accord; the call may still come to be overdue.
            _ = runs ? WatchAsync(call, after - time.GetElapsedTime(started)) : Task.CompletedTask;
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (runs)
        {
            pool.Overdue(call);
        }

        return Prediction.Unavailable<TOutput>(UnavailableReason.NoRouteLeft, _overdue);
    }

    private async Task WatchAsync(WorkerCall<TInput, TOutput> call, TimeSpan remaining)
    {
        var wait = remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        await ((Task)call.Result).WaitAsync(wait, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        pool.Overdue(call);
    }
}
