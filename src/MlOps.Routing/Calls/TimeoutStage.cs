namespace MlOps.Routing.Calls;

/// <summary>
/// Bounds the time of calls that can be interrupted. An overdue call is told so by its token; its caller leaves at once, whether it listens
/// or not, and what it comes to is dropped.
/// </summary>
/// <param name="route">The route.</param>
/// <param name="after">When a call is overdue.</param>
/// <param name="inner">The model.</param>
/// <param name="hold">Holds the model for a call that goes on alone; what it returns lets go.</param>
/// <param name="time">The clock.</param>
internal sealed class TimeoutStage<TInput, TOutput>(Route route, TimeSpan after, IModel<TInput, TOutput> inner, Func<Action> hold, TimeProvider time)
    : IModel<TInput, TOutput>
{
    private readonly IReadOnlyList<RouteAttempt> _overdue = [new(route, AttemptFailure.TimedOut)];

    public async ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var due = new CancellationTokenSource(after, time);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        Task<Prediction<TOutput>>? call = null;
        try
        {
            call = inner.PredictAsync(input, stop.Token).AsTask();
            await ((Task)call).WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!call.IsCompletedSuccessfully && stop.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return Prediction.Unavailable<TOutput>(UnavailableReason.NoRouteLeft, _overdue);
            }

            return await call.ConfigureAwait(false);
        }
        finally
        {
            if (call is null or { IsCompleted: true })
            {
                End(call);
            }
            else
            {
                var letGo = hold();
                _ = call.ContinueWith(
                    ended =>
                    {
                        End(ended);
                        letGo();
                    },
                    CancellationToken.None,
                    TaskContinuationOptions.None,
                    TaskScheduler.Default);
            }
        }

        void End(Task? ended)
        {
            // Seen, so that nobody is told of it as unobserved.
            _ = ended?.Exception;
            stop.Dispose();
            due.Dispose();
        }
    }
}
