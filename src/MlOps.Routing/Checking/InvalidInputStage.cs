namespace MlOps.Routing.Checking;

/// <summary>Lets the host's handler answer what would be rejected. If the handler fails, the row is rejected, and the attempt says why.</summary>
internal sealed class InvalidInputStage<TInput, TOutput>(
    Func<TInput, IReadOnlyList<Violation>, TOutput> handler, AnswerCheck<TOutput> check, Route route, IModel<TInput, TOutput> inner)
    : IModel<TInput, TOutput>
{
    private readonly PredictionOrigin _origin = new(route, route) { HidesAnswer = check.HidesAnswers };

    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var pending = inner.PredictAsync(input, cancellationToken);
        return pending.IsCompletedSuccessfully ? new(Handle(input, pending.Result)) : AwaitAsync(input, pending);
    }

    private async ValueTask<Prediction<TOutput>> AwaitAsync(TInput input, ValueTask<Prediction<TOutput>> pending) =>
        Handle(input, await pending.ConfigureAwait(false));

    private Prediction<TOutput> Handle(TInput input, in Prediction<TOutput> prediction)
    {
        if (prediction.Outcome != PredictionOutcome.Rejected)
        {
            return prediction;
        }

        try
        {
            var answer = handler(input, prediction.Violations);
            var violations = check.Check(answer);
            return violations.HasHard()
                ? prediction with { Attempts = [new RouteAttempt(route, AttemptFailure.InvalidAnswer) { Violations = violations }] }
                : Prediction.Answered(answer).AnsweredBy(_origin) with
                {
                    Assigned = prediction.Assigned,
                    Violations = [.. prediction.Violations, .. violations],
                };
        }
#pragma warning disable CA1031 // Whatever the handler throws, the row is what it was: invalid.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return prediction with { Attempts = [new RouteAttempt(route, AttemptFailure.Threw) { Exception = e }] };
        }
    }
}
