using System.Runtime.CompilerServices;

namespace MlOps.Routing.Staging;

/// <summary>Shows a route's own answers to a tap, before heuristics and whatever comes after.</summary>
internal sealed class TapStage<TInput, TOutput>(IModel<TInput, TOutput> inner, Tap<TInput, TOutput> tap, TimeProvider time) : IModel<TInput, TOutput>
{
    private const long NotSampled = long.MinValue;

    [MethodImpl(MethodImplOptions.NoInlining)] // Stages inlined into each other share one large frame, which every call would have to clear.
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var began = tap.Samples() ? time.GetTimestamp() : NotSampled;
        ValueTask<Prediction<TOutput>> pending;
        try
        {
            pending = inner.PredictAsync(input, cancellationToken);
        }
        catch (Exception e)
        {
            Threw(e, began, cancellationToken);
            throw;
        }

        if (!pending.IsCompletedSuccessfully)
        {
            return AwaitAsync(pending, input, began, cancellationToken);
        }

        var prediction = pending.Result;
        Look(input, prediction, began);
        return new(prediction);
    }

    private async ValueTask<Prediction<TOutput>> AwaitAsync(
        ValueTask<Prediction<TOutput>> pending, TInput input, long began, CancellationToken cancellationToken)
    {
        try
        {
            var prediction = await pending.ConfigureAwait(false);
            Look(input, prediction, began);
            return prediction;
        }
        catch (Exception e)
        {
            Threw(e, began, cancellationToken);
            throw;
        }
    }

    private void Look(TInput input, in Prediction<TOutput> prediction, long began)
    {
        if (prediction.Outcome == PredictionOutcome.Answered)
        {
            tap.Answered(input, prediction.ValueOrDefault!, began == NotSampled ? null : time.GetElapsedTime(began));
        }
        else
        {
            tap.Failed(Failures.Of(prediction), began != NotSampled);
        }
    }

    // A caller who left has seen nothing of the route.
    private void Threw(Exception e, long began, CancellationToken cancellationToken)
    {
        if (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            tap.Failed(AttemptFailure.Threw, began != NotSampled);
        }
    }
}
