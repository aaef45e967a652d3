namespace MlOps.Routing.Fallback;

/// <summary>A function as a model.</summary>
internal sealed class FunctionModel<TInput, TOutput>(Func<TInput, TOutput> function) : IModel<TInput, TOutput>
{
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken) =>
        new(Prediction.Answered(function(input)));
}
