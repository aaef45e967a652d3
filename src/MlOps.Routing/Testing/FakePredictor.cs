namespace MlOps.Routing.Testing;

/// <summary>A predictor without a model.</summary>
internal sealed class FakePredictor<TInput, TOutput>(Route route, Func<TInput, Prediction<TOutput>> predict) : IPredictor<TInput, TOutput>
{
    private readonly PredictionOrigin _origin = new(route, route);

    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, PredictionOptions? options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Prediction<TOutput>>(cancellationToken);
        }

        var prediction = predict(input);
        if (prediction is { Outcome: PredictionOutcome.Answered, Route: null })
        {
            prediction = prediction.AnsweredBy(_origin);
        }

        return new(options?.Id is { } id ? prediction with { Id = id } : prediction);
    }
}
