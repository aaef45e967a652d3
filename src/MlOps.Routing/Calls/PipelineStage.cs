using Polly;

namespace MlOps.Routing.Calls;

/// <summary>Runs each call in a Polly pipeline.</summary>
internal sealed class PipelineStage<TInput, TOutput>(ResiliencePipeline pipeline, IModel<TInput, TOutput> inner) : IModel<TInput, TOutput>
{
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken) => pipeline.ExecuteAsync(
        static (call, token) => call.inner.PredictAsync(call.input, token), (inner, input), cancellationToken);
}
