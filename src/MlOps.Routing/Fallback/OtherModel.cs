using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Routing.Fallback;

/// <summary>Another declared model as a fallback. It is looked up when it is first asked, so that declarations may stand in any order.</summary>
internal sealed class OtherModel<TInput, TOutput>(Route route, IServiceProvider services) : IModel<TInput, TOutput>
{
    private readonly Lazy<IPredictor<TInput, TOutput>> _predictor = new(() => services.GetRequiredKeyedService<IPredictor<TInput, TOutput>>(route.Name));
    private readonly IReadOnlyList<RouteAttempt> _notLoaded = [new(route, AttemptFailure.NotLoaded)];

    public async ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var prediction = await _predictor.Value.PredictAsync(input, cancellationToken).ConfigureAwait(false);
        return prediction.Outcome switch
        {
            PredictionOutcome.Rejected => Prediction.Unavailable<TOutput>(
                UnavailableReason.NoRouteLeft, new RouteAttempt(route, AttemptFailure.InputRefused) { Violations = prediction.Violations }),

            // It isn't loaded, or nothing is deployed: nobody was asked.
            PredictionOutcome.Unavailable when prediction.Attempts.Count == 0 => Prediction.Unavailable<TOutput>(prediction.Reason, _notLoaded),
            _ => prediction,
        };
    }
}
