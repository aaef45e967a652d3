namespace MlOps.Routing.Checking;

/// <summary>Step 4 of the life of a prediction: an answer that breaks a hard rule is a failure of its route, like an exception.</summary>
internal sealed class AnswerCheckStage<TInput, TOutput>(AnswerCheck<TOutput> check, Route route, IModel<TInput, TOutput> inner)
    : IModel<TInput, TOutput>
{
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var pending = inner.PredictAsync(input, cancellationToken);
        return pending.IsCompletedSuccessfully ? new(Check(pending.Result)) : AwaitAsync(pending);
    }

    private async ValueTask<Prediction<TOutput>> AwaitAsync(ValueTask<Prediction<TOutput>> pending) =>
        Check(await pending.ConfigureAwait(false));

    private Prediction<TOutput> Check(in Prediction<TOutput> prediction)
    {
        if (!prediction.TryGetValue(out var answer))
        {
            return prediction;
        }

        var violations = check.Check(answer);
        return violations.IsEmpty
            ? prediction
            : violations.HasHard()
                ? Prediction.Unavailable<TOutput>(
                    UnavailableReason.NoRouteLeft, new RouteAttempt(route, AttemptFailure.InvalidAnswer) { Violations = violations })
                : prediction with { Violations = [.. prediction.Violations, .. violations] };
    }
}
