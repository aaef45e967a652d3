using System.Runtime.CompilerServices;

namespace MlOps.Routing.Fallback;

/// <summary>
/// Asks the routes of a plan in their order until one answers: step 3, and step 5 of the life of a prediction. Nothing is kept
/// between calls; what failed travels on the prediction.
/// </summary>
internal sealed class FallbackStage<TInput, TOutput>(IReadOnlyList<RouteTarget<TInput, TOutput>> targets) : IModel<TInput, TOutput>
{
    private readonly IModel<TInput, TOutput> _firstModel = targets[0].Model;
    private readonly PredictionOrigin _firstOrigin = new(targets[0].Route, targets[0].Route);

    // Who answers, for each target; made here so that an incident doesn't make them for each prediction.
    private readonly PredictionOrigin[] _origins = [.. targets.Select(t => new PredictionOrigin(t.Route, targets[0].Route))];

    [MethodImpl(MethodImplOptions.NoInlining)] // Stages inlined into each other share one large frame, which every call would have to clear.
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        ValueTask<Prediction<TOutput>> pending;
        try
        {
            pending = _firstModel.PredictAsync(input, cancellationToken);
        }
        catch (Exception e) when (!IsCallersWish(e, cancellationToken))
        {
            return FallBackAsync(input, [Threw(_firstOrigin.Route, e)], cancellationToken);
        }

        if (!pending.IsCompletedSuccessfully)
        {
            return AwaitFirstAsync(pending, input, cancellationToken);
        }

        var prediction = pending.Result;
        return prediction.Outcome == PredictionOutcome.Answered
            ? new(prediction.AnsweredBy(_firstOrigin))
            : FallBackAsync(input, FailuresOf(_firstOrigin.Route, prediction), cancellationToken);
    }

    private static bool IsCallersWish(Exception e, CancellationToken cancellationToken) =>
        e is OperationCanceledException && cancellationToken.IsCancellationRequested;

    private static RouteAttempt Threw(Route route, Exception e) => new(route, AttemptFailure.Threw) { Exception = e };

    private static List<RouteAttempt> FailuresOf(Route route, in Prediction<TOutput> prediction) => prediction.Attempts.Count > 0
        ? [.. prediction.Attempts]
        : [new RouteAttempt(route, AttemptFailure.NoAnswer) { Violations = prediction.Violations }];

    private async ValueTask<Prediction<TOutput>> AwaitFirstAsync(
        ValueTask<Prediction<TOutput>> pending, TInput input, CancellationToken cancellationToken)
    {
        List<RouteAttempt> failed;
        try
        {
            var prediction = await pending.ConfigureAwait(false);
            if (prediction.Outcome == PredictionOutcome.Answered)
            {
                return prediction.AnsweredBy(_firstOrigin);
            }

            failed = FailuresOf(_firstOrigin.Route, prediction);
        }
        catch (Exception e) when (!IsCallersWish(e, cancellationToken))
        {
            failed = [Threw(_firstOrigin.Route, e)];
        }

        return await FallBackAsync(input, failed, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Prediction<TOutput>> FallBackAsync(TInput input, List<RouteAttempt> failed, CancellationToken cancellationToken)
    {
        for (var i = 1; i < targets.Count; i++)
        {
            // Whatever a route threw: a caller who has left wants no other answer.
            cancellationToken.ThrowIfCancellationRequested();
            var target = targets[i];
            try
            {
                var prediction = await target.Model.PredictAsync(input, cancellationToken).ConfigureAwait(false);
                if (prediction.Outcome == PredictionOutcome.Answered)
                {
                    return prediction.AnsweredBy(_origins[i]) with { Attempts = failed };
                }

                failed.AddRange(FailuresOf(target.Route, prediction));
            }
            catch (Exception e) when (!IsCallersWish(e, cancellationToken))
            {
                failed.Add(Threw(target.Route, e));
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return Prediction.Unavailable<TOutput>(UnavailableReason.NoRouteLeft, failed) with { Assigned = _firstOrigin.Route };
    }
}
