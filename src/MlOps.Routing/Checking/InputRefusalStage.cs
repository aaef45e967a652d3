using MlOps.Checks;

namespace MlOps.Routing.Checking;

/// <summary>Keeps a canary or a fallback version from rows that its own schema refuses; the next route is asked instead.</summary>
internal sealed class InputRefusalStage<TInput, TOutput>(IRowCheck<TInput> check, Route route, IModel<TInput, TOutput> inner)
    : IModel<TInput, TOutput>
{
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var violations = check.Check(input);
        return violations.HasHard()
            ? new(Prediction.Unavailable<TOutput>(
                UnavailableReason.NoRouteLeft, new RouteAttempt(route, AttemptFailure.InputRefused) { Violations = violations }))
            : inner.PredictAsync(input, cancellationToken);
    }
}
