using System.Linq.Expressions;
using Microsoft.ML;
using MlOps.MLNet.Pooling;

namespace MlOps.MLNet.Loading;

/// <summary>One loaded model: the transformer that it owns and the engines over it.</summary>
internal sealed class MLNetModel<TInput, TOutput> : IModel<TInput, TOutput>, IDisposable
    where TInput : class
    where TOutput : class, new()
{
    // ML.NET's own way to make the answer, and that of generic code, goes through an activator that costs several times as much.
    private static readonly Func<TOutput> Create = Expression.Lambda<Func<TOutput>>(Expression.New(typeof(TOutput))).Compile();
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

    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken) =>
        _pool.TryRent() is { } slot ? Predict(slot, input) : WaitAndPredictAsync(input, cancellationToken);

    public void Dispose() => _pool.Dispose();

    private async ValueTask<Prediction<TOutput>> WaitAndPredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var slot = await _pool.RentAsync(cancellationToken).ConfigureAwait(false);
        return await Predict(slot, input).ConfigureAwait(false);
    }

    private ValueTask<Prediction<TOutput>> Predict(EngineSlot<PredictionEngine<TInput, TOutput>> slot, TInput input)
    {
        TOutput answer;
        try
        {
            answer = Create();
            slot.Engine!.Predict(input, ref answer);
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

        // Wrapped out here: inside the guarded block the many words of a prediction would be copied once more.
        return new(Prediction.Answered(answer));
    }
}
