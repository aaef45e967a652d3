using System.Runtime.CompilerServices;

namespace MlOps.Routing.Staging;

/// <summary>Shows a route's own answers to a tap, before heuristics and whatever comes after.</summary>
internal sealed class TapStage<TInput, TOutput>(IModel<TInput, TOutput> inner, Tap<TInput, TOutput> tap, TimeProvider time) : IModel<TInput, TOutput>
{
    [MethodImpl(MethodImplOptions.NoInlining)] // Stages inlined into each other share one large frame, which every call would have to clear.
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var sampling = tap.Begin();
        var began = sampling == Sampling.No ? 0 : time.GetTimestamp();
        ValueTask<Prediction<TOutput>> pending;
        try
        {
            pending = inner.PredictAsync(input, cancellationToken);
        }
        catch (Exception e)
        {
            Threw(e, input, sampling, cancellationToken);
            throw;
        }

        if (!pending.IsCompletedSuccessfully)
        {
            return AwaitAsync(pending, input, sampling, began, cancellationToken);
        }

        var prediction = pending.Result;
        Look(input, prediction, sampling, began);
        return new(prediction);
    }

    private async ValueTask<Prediction<TOutput>> AwaitAsync(
        ValueTask<Prediction<TOutput>> pending, TInput input, Sampling sampling, long began, CancellationToken cancellationToken)
    {
        Prediction<TOutput> prediction;
        try
        {
            prediction = await pending.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Threw(e, input, sampling, cancellationToken);
            throw;
        }

        Look(input, prediction, sampling, began);
        return prediction;
    }

    private void Look(TInput input, in Prediction<TOutput> prediction, Sampling sampling, long began)
    {
        if (prediction.Outcome == PredictionOutcome.Answered)
        {
            tap.Answered(input, prediction.ValueOrDefault!, sampling, sampling == Sampling.No ? default : time.GetElapsedTime(began));
        }
        else
        {
            tap.Failed(input, Failures.Of(prediction), sampling);
        }
    }

    private void Threw(Exception e, TInput input, Sampling sampling, CancellationToken cancellationToken) =>
        tap.Failed(input, e is OperationCanceledException && cancellationToken.IsCancellationRequested ? null : AttemptFailure.Threw, sampling);
}
