namespace MlOps.Routing.Calls;

/// <summary>One call to a model.</summary>
internal sealed class WorkerCall<TInput, TOutput>(IModel<TInput, TOutput> model, TInput input, CancellationToken cancellationToken) : WorkerCall
{
    private readonly TaskCompletionSource<Prediction<TOutput>> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    public Task<Prediction<TOutput>> Result => _result.Task;

    /// <summary>Nobody waits for it any more: tells the model, should it listen after all.</summary>
    /// <param name="runs">Whether a worker is in it.</param>
    public void Stop(bool runs)
    {
        if (!runs)
        {
            _stop.Dispose();
            return;
        }

        try
        {
            _ = _stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has returned meanwhile.
        }
    }

    protected override void Work()
    {
        try
        {
            var pending = model.PredictAsync(input, _stop.Token);
            _result.SetResult(pending.IsCompleted ? pending.Result : pending.AsTask().GetAwaiter().GetResult());
        }
#pragma warning disable CA1031 // Whatever it throws is a failure of its route.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _result.SetException(e);

            // Seen, so that nobody is told of it as unobserved where the caller has left.
            _ = _result.Task.Exception;
        }
        finally
        {
            _stop.Dispose();
        }
    }
}
