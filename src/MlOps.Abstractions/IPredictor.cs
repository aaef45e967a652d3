namespace MlOps;

/// <summary>What an application injects: one model by name, behind the whole life of a prediction.</summary>
/// <typeparam name="TInput">The row that goes in, read-only from the call on.</typeparam>
/// <typeparam name="TOutput">The answer that comes out.</typeparam>
/// <remarks>
/// Safe for any number of threads. What can go wrong with data or models is an outcome of the prediction, not an exception;
/// exceptions mean misuse, and <see cref="OperationCanceledException"/> means that the caller gave up. An implementation owes
/// only the overload with <see cref="PredictionOptions"/>; the others are built on it.
/// </remarks>
public interface IPredictor<TInput, TOutput>
{
    /// <summary>Predicts one row.</summary>
    /// <param name="input">The row; null is misuse.</param>
    /// <param name="options">What this one call asks for, or null.</param>
    /// <param name="cancellationToken">The caller's wish to stop; it never triggers a fallback.</param>
    ValueTask<Prediction<TOutput>> PredictAsync(TInput input, PredictionOptions? options, CancellationToken cancellationToken = default);

    /// <summary>Predicts one row.</summary>
    /// <param name="input">The row; null is misuse.</param>
    /// <param name="cancellationToken">The caller's wish to stop; it never triggers a fallback.</param>
    ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken = default) =>
        PredictAsync(input, null, cancellationToken);

    /// <summary>Predicts many rows, one outcome a row, in their order, each as the single call would answer it.</summary>
    /// <param name="inputs">The rows; they are not copied. A host's predictor rejects a row that is null; where this method is not overridden, it is misuse.</param>
    /// <param name="predictions">Where the outcomes go; at least as long as <paramref name="inputs"/>.</param>
    /// <param name="options">What this call asks for, the same for every row, or null.</param>
    /// <param name="cancellationToken">The caller's wish to stop; rows not reached by then stay <see cref="PredictionOutcome.None"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="predictions"/> is shorter than <paramref name="inputs"/>.</exception>
    async ValueTask PredictBatchAsync(
        ReadOnlyMemory<TInput> inputs,
        Memory<Prediction<TOutput>> predictions,
        PredictionOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        if (predictions.Length < inputs.Length)
        {
            throw new ArgumentException(
                $"There are {inputs.Length} rows and room for {predictions.Length} predictions; pass a longer memory.", nameof(predictions));
        }

        predictions.Span[..inputs.Length].Clear();
        for (var i = 0; i < inputs.Length; i++)
        {
            var prediction = await PredictAsync(inputs.Span[i], options, cancellationToken).ConfigureAwait(false);
            predictions.Span[i] = prediction;
        }
    }
}
