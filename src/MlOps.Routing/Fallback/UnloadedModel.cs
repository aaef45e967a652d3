namespace MlOps.Routing.Fallback;

/// <summary>Stands where a version could not be loaded: it fails at once, always for the same reason, without throwing.</summary>
internal sealed class UnloadedModel<TInput, TOutput>(Route route, Exception why) : IModel<TInput, TOutput>
{
    private readonly IReadOnlyList<RouteAttempt> _attempts = [new RouteAttempt(route, AttemptFailure.NotLoaded) { Exception = why }];

    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken) =>
        new(Prediction.Unavailable<TOutput>(UnavailableReason.NoRouteLeft, _attempts));
}
