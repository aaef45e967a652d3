namespace MlOps;

/// <summary>Anything that predicts: an ML.NET or ONNX model, a remote call, a function, or a stage around another model.</summary>
/// <typeparam name="TInput">The row that goes in. It is read-only from the call on: nobody changes it any more.</typeparam>
/// <typeparam name="TOutput">The answer that comes out, read-only as well.</typeparam>
/// <remarks>
/// Implementations are called by many threads at once. One that can answer at once returns a completed
/// <see cref="ValueTask{TResult}"/>, so that a prediction in memory stays synchronous. An exception is a failure of the
/// route that the model serves. A model that is <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/> is disposed by
/// whoever loaded it, after its last call.
/// </remarks>
public interface IModel<in TInput, TOutput>
{
    /// <summary>Predicts one row.</summary>
    /// <param name="input">The row.</param>
    /// <param name="cancellationToken">The caller's wish to stop; a model that sees it throws <see cref="OperationCanceledException"/>.</param>
    /// <returns>The answer, usually <see cref="Prediction.Answered{TOutput}(TOutput)"/>; a plain <typeparamref name="TOutput"/> converts.</returns>
    ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken);
}
