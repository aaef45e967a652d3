namespace MlOps.Routing.Fallback;

/// <summary>Answers where nobody can.</summary>
internal sealed class NobodyModel<TInput, TOutput>(UnavailableReason reason) : IModel<TInput, TOutput>
{
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken) =>
        new(Prediction.Unavailable<TOutput>(reason));
}
