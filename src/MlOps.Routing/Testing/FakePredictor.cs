namespace MlOps.Routing.Testing;

/// <summary>A predictor without a model.</summary>
internal sealed class FakePredictor<TInput, TOutput>(Func<TInput, Prediction<TOutput>> predict) : IPredictor<TInput, TOutput>
{
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, PredictionOptions? options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Prediction<TOutput>>(cancellationToken);
        }

        var prediction = predict(input);
        return new(options?.Id is { } id ? prediction with { Id = id } : prediction);
    }
}
