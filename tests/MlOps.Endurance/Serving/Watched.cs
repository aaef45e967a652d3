using System.Diagnostics;
using MlOps.Building;
using MlOps.Runtimes;

namespace MlOps.Endurance.Serving;

/// <summary>Watches every model that a host loads and every generation that it makes, without keeping any of them.</summary>
internal sealed class Watched
{
    [ThreadStatic]
    private static bool _calls;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<WeakReference> _models = [];
    private readonly List<WeakReference> _chains = [];
    private int _loaded;
    private int _disposed;
    private int _chainsMade;
    private volatile string? _wrong;

    public int Loaded => Volatile.Read(ref _loaded);

    public int Disposed => Volatile.Read(ref _disposed);

    public int ChainsMade => Volatile.Read(ref _chainsMade);

    public int ModelsAlive => Alive(_models);

    /// <summary>A generation has one chain of stages, and one more where it has a canary.</summary>
    public int ChainsAlive => Alive(_chains);

    /// <summary>A runtime whose models are watched.</summary>
    public IModelRuntime<House, Price> Watch(IModelRuntime<House, Price> runtime) => new WatchedRuntime(this, runtime);

    /// <summary>Stages that live as long as the generation that they are made for. What stands in before the first plan has no version, and stays.</summary>
    public void Watch(IModelBuilder<House, Price> builder) => builder.AddStage(StagePoint.Prediction, "watch", (context, model) =>
    {
        var stage = new Stage(model);
        if (context.Version is not null)
        {
            Remember(_chains, stage);
            Interlocked.Increment(ref _chainsMade);
        }

        return stage;
    });

    /// <exception cref="BrokenException">A model was disposed twice, or by a caller, or answered after it was disposed.</exception>
    public void ThrowIfBroken() => BrokenException.Unless(_wrong is null, () => _wrong!);

    /// <summary>Collects until nothing is left but that many models in that many chains.</summary>
    /// <exception cref="BrokenException">Something else stays.</exception>
    public async Task CollectAsync(int models, int chains)
    {
        for (var from = Stopwatch.GetTimestamp(); ; await Task.Delay(10))
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            if (ChainsAlive == chains && ModelsAlive == models)
            {
                return;
            }

            BrokenException.Unless(
                Stopwatch.GetElapsedTime(from) < Patience,
                () => $"{models} models serve in {chains} chains, and {ModelsAlive} in {ChainsAlive} are alive");
        }
    }

    private void Remember(List<WeakReference> them, object it)
    {
        lock (_lock)
        {
            them.Add(new(it));
        }
    }

    private int Alive(List<WeakReference> them)
    {
        lock (_lock)
        {
            them.RemoveAll(w => !w.IsAlive);
            return them.Count;
        }
    }

    private sealed class WatchedRuntime(Watched watched, IModelRuntime<House, Price> runtime) : IModelRuntime<House, Price>
    {
        public string Format => runtime.Format;

        public async ValueTask<IModel<House, Price>> LoadAsync(ModelContent content, CancellationToken cancellationToken)
        {
            var model = new Model(watched, await runtime.LoadAsync(content, cancellationToken).ConfigureAwait(false));
            watched.Remember(watched._models, model);
            Interlocked.Increment(ref watched._loaded);
            return model;
        }
    }

    private sealed class Stage(IModel<House, Price> model) : IModel<House, Price>
    {
        public ValueTask<Prediction<Price>> PredictAsync(House input, CancellationToken cancellationToken) => model.PredictAsync(input, cancellationToken);
    }

    private sealed class Model(Watched watched, IModel<House, Price> model) : IModel<House, Price>, IDisposable
    {
        private int _disposals;

        public ValueTask<Prediction<Price>> PredictAsync(House input, CancellationToken cancellationToken)
        {
            _calls = true;
            try
            {
                var pending = model.PredictAsync(input, cancellationToken);
                LookWhetherDisposed();
                return pending.IsCompleted ? pending : AwaitAsync(pending);
            }
            finally
            {
                _calls = false;
            }
        }

        public void Dispose()
        {
            Interlocked.Increment(ref watched._disposed);
            watched._wrong ??= Interlocked.Increment(ref _disposals) > 1 ? "a model was disposed twice" : null;
            watched._wrong ??= _calls || Thread.CurrentThread.Name?.StartsWith("load ", StringComparison.Ordinal) == true ? "a model was disposed on a caller's thread" : null;
            (model as IDisposable)?.Dispose();
        }

        private async ValueTask<Prediction<Price>> AwaitAsync(ValueTask<Prediction<Price>> pending)
        {
            var answer = await pending.ConfigureAwait(false);
            LookWhetherDisposed();
            return answer;
        }

        private void LookWhetherDisposed()
        {
            if (Volatile.Read(ref _disposals) > 0)
            {
                watched._wrong ??= "a model was asked while, or after, it was disposed";
            }
        }
    }
}
