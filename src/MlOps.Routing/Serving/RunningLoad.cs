using MlOps.Routing.Sources;

namespace MlOps.Routing.Serving;

/// <summary>
/// The loading of one version. A plan that takes the place of another goes on with what that one loads already; what no plan wants any more
/// is cancelled, and let go of when it comes.
/// </summary>
#pragma warning disable CA1001 // Its token source has no timer, and is cancelled when the last plan leaves: that needs no disposal.
internal sealed class RunningLoad<TInput, TOutput>
#pragma warning restore CA1001
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly RouteRole _role;
    private readonly Task<SharedModel<TInput, TOutput>> _model;
    private volatile bool _hasPlace;
    private int _plans = 1;

    /// <param name="load">How to load it.</param>
    /// <param name="version">Its record, where it has one.</param>
    /// <param name="throttle">Says when it may load.</param>
    /// <param name="limits">How long it may take.</param>
    /// <param name="time">The clock.</param>
    public RunningLoad(VersionLoad<TInput, TOutput> load, ModelVersion? version, LoadThrottle throttle, LoadLimits limits, TimeProvider time)
    {
        (Version, _role) = (version, load.Route.Role);
        _model = LoadAsync(load, throttle, limits, time);
    }

    public ModelVersion? Version { get; }

    /// <summary>One more plan wants it. Only a plan that has not left may let another join.</summary>
    public RunningLoad<TInput, TOutput> Join()
    {
        lock (_lock)
        {
            _plans++;
            return this;
        }
    }

    /// <summary>A plan doesn't want it any more.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_plans > 0)
            {
                return;
            }
        }

        // In the background: whoever listens for it may take its time.
        _ = _cancel.CancelAsync();
        _ = _model.ContinueWith(m => m.Result.ReleaseAsync(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    /// <summary>
    /// Whether another plan is served by it as well as by a load of its own: it has not failed, and doesn't wait behind others where that
    /// plan's version would come before them.
    /// </summary>
    public bool Serves(ModelVersion? version, RouteRole role) =>
        version is not null
        && Rollout.IsSame(Version, version)
        && (!_model.IsCompleted || _model.IsCompletedSuccessfully)
        && (_hasPlace || role != RouteRole.Live || _role == RouteRole.Live);

    /// <summary>The model when it is there, held so often; a plan that has left by then gets none.</summary>
    public async Task<SharedModel<TInput, TOutput>> HoldAsync(int times)
    {
        var model = await _model.ConfigureAwait(false);
        lock (_lock)
        {
            if (_plans == 0)
            {
                throw new OperationCanceledException("No plan wants it any more.");
            }

            for (var i = 0; i < times; i++)
            {
                model.Hold();
            }

            return model;
        }
    }

    // What it may take counts from when it has a place.
    private async Task<SharedModel<TInput, TOutput>> LoadAsync(VersionLoad<TInput, TOutput> load, LoadThrottle throttle, LoadLimits limits, TimeProvider time)
    {
        // Where live hangs, what stands behind it has as much time left to load before it is looked for.
        using var place = await throttle.EnterAsync(load.Route.Role, limits.Patience / 2, _cancel.Token).ConfigureAwait(false);
        _hasPlace = true;
        var loading = LoadThread.LoadAsync(() => load.Load(Version, _cancel.Token));
        await ((Task)loading).WaitAsync(limits.Version, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loading.IsCompleted)
        {
            return await loading.ConfigureAwait(false);
        }

        // It can't be stopped; should it come after all, nobody waits for it any more.
        _ = loading.ContinueWith(l => l.Result.ReleaseAsync(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        throw new TimeoutException($"it did not load within {limits.Version}.");
    }
}
