using Microsoft.ML;
using MlOps.MLNet.Pooling;

namespace MlOps.MLNet;

/// <summary>One loaded model: the transformer that it owns and the engines over it.</summary>
internal sealed class MLNetModel<TInput, TOutput> : IModel<TInput, TOutput>, IDisposable
    where TInput : class
    where TOutput : class, new()
{
    private readonly EnginePool<PredictionEngine<TInput, TOutput>> _pool;

    public MLNetModel(MLContext ml, ITransformer transformer, int maxEngines, WaitCounter waits)
    {
        // An engine that owned the transformer would dispose it under the others.
        var options = new PredictionEngineOptions { OwnsTransformer = false, IgnoreMissingColumns = false };
        _pool = new(
            () => ml.Model.CreatePredictionEngine<TInput, TOutput>(transformer, options),
            maxEngines,
            waits.Add,
            () => (transformer as IDisposable)?.Dispose());
    }

    public EnginePool<PredictionEngine<TInput, TOutput>> Pool => _pool;

    /// <summary>Makes engines ahead of the calls.</summary>
    public void Warm(int engines, CancellationToken cancellationToken)
    {
        while (_pool.Count < engines && _pool.TryGrow())
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var slot = _pool.TryRent();
        if (slot is null)
        {
            return WaitAndPredictAsync(input, cancellationToken);
        }

        try
        {
            return new(slot.Engine!.Predict(input));
        }
        catch (Exception e)
        {
            return ValueTask.FromException<Prediction<TOutput>>(e);
        }
        finally
        {
            // Also after a failure: an engine computes each row afresh and remembers nothing of one that failed.
            _pool.Return(slot);
        }
    }

    public void Dispose() => _pool.Dispose();

    private async ValueTask<Prediction<TOutput>> WaitAndPredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var slot = await _pool.RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return slot.Engine!.Predict(input);
        }
        finally
        {
            _pool.Return(slot);
        }
    }
}
