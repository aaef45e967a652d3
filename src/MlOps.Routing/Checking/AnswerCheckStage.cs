using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace MlOps.Routing.Checking;

/// <summary>Step 4 of the life of a prediction: an answer that breaks a hard rule is a failure of its route, like an exception.</summary>
internal sealed class AnswerCheckStage<TInput, TOutput>(AnswerCheck<TOutput> check, Route route, IModel<TInput, TOutput> inner)
    : IModel<TInput, TOutput>
{
    [MethodImpl(MethodImplOptions.NoInlining)] // Stages inlined into each other share one large frame, which every call would have to clear.
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var pending = inner.PredictAsync(input, cancellationToken);
        if (!pending.IsCompletedSuccessfully)
        {
            return AwaitAsync(pending);
        }

        var prediction = pending.Result;
        if (prediction.Outcome != PredictionOutcome.Answered)
        {
            return new(prediction);
        }

        var violations = check.Check(prediction.ValueOrDefault);
        return violations.IsEmpty ? new(prediction) : new(Judge(prediction, violations));
    }

    private async ValueTask<Prediction<TOutput>> AwaitAsync(ValueTask<Prediction<TOutput>> pending)
    {
        var prediction = await pending.ConfigureAwait(false);
        return prediction.Outcome == PredictionOutcome.Answered ? Judge(prediction, check.Check(prediction.ValueOrDefault)) : prediction;
    }

    private Prediction<TOutput> Judge(Prediction<TOutput> prediction, ImmutableArray<Violation> violations) => violations switch
    {
        [] => prediction,
        _ when violations.HasHard() => Prediction.Unavailable<TOutput>(
            UnavailableReason.NoRouteLeft, new RouteAttempt(route, AttemptFailure.InvalidAnswer) { Violations = violations }),
        _ => prediction with { Violations = [.. prediction.Violations, .. violations] },
    };
}
