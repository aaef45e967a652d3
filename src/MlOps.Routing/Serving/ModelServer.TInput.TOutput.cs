using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MlOps.Routing.Declaration;
using MlOps.Routing.Fallback;
using MlOps.Routing.Generations;
using MlOps.Routing.Observing;
using MlOps.Routing.Sources;

namespace MlOps.Routing.Serving;

/// <summary>
/// Keeps what serves in step with what is wanted: looks, loads in the background, publishes by one reference swap, and retires the
/// generation before. Whatever goes wrong, what serves goes on serving.
/// </summary>
internal sealed class ModelServer<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput> : ModelServer
{
    private readonly IModelSource<TInput, TOutput> _source;
    private readonly GenerationFactory<TInput, TOutput> _factory;
    private readonly Generation<TInput, TOutput> _notReady;
    private readonly TimeProvider _time;
    private readonly bool _hasFunctions;
    private readonly ModelHost _host;
    private readonly Wake _wake;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _looking = new(1);
    private readonly Lazy<Task> _firstLook;
    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _loop = Task.CompletedTask;

    private volatile Generation<TInput, TOutput>? _current;
    private volatile RolloutState _state = new();

    public ModelServer(ModelDefinition<TInput, TOutput> definition, IServiceProvider services)
        : base(definition)
    {
        var source = definition.Of<ModelSource<TInput, TOutput>>().Create(services);
        string[] mistakes = [.. definition.Mistakes(), .. source?.Mistakes() ?? []];
        if (mistakes.Length > 0)
        {
            throw new ModelConfigurationException(definition.Name, mistakes);
        }

        Options = services.GetRequiredService<IOptionsMonitor<ModelOptions>>().Get(definition.Name);
        Telemetry = services.GetRequiredService<Telemetry>().For(definition.Name, Options.LogInterval);
        _source = source!;
        _host = services.GetRequiredService<ModelHost>();
        _time = services.GetRequiredService<TimeProvider>();
        _wake = new(_time);
        _hasFunctions = definition.Of<FallbackFunctions<TInput, TOutput>>().All.Count > 0;
        _factory = new(definition, Options, services, _time);
        Telemetry.Declared(_factory.Describe(_source.Description));

        // What can't be made, such as a function's model that lacks a service, says so now and not in the middle of a load.
        _notReady = _factory.CreateStandby(UnavailableReason.NotReady);
        _firstLook = new(StartLooking);
        Telemetry.Observe(GetStatus);
    }

    public ModelOptions Options { get; }

    public ModelTelemetry Telemetry { get; }

    public override bool FollowsRegistry => _source.FollowsRegistry;

    /// <summary>What serves; null until somebody asked for the first time.</summary>
    public Generation<TInput, TOutput>? Current => _current;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var first = _firstLook.Value;
        if (Options.Startup == ModelStartup.Background)
        {
            return;
        }

        try
        {
            // A function stands in for a model that is away for a while, never for a declaration that can't work.
            await (_hasFunctions ? first : _served.Task).WaitAsync(Options.StartupTimeout, _time, cancellationToken).ConfigureAwait(false);
            if (_served.Task.IsFaulted)
            {
                await _served.Task.ConfigureAwait(false);
            }
        }
        catch (TimeoutException e) when (!_hasFunctions)
        {
            throw new ModelLoadException(
                $"Model '{Name}' is required at start and was not served within {Options.StartupTimeout}: {_state.Problem ?? "it is still loading."} "
                + "Mend that, add FallBackTo(...), or set Startup to Background.", e);
        }
        catch (TimeoutException)
        {
            // A function stands behind the model: the start needs no more.
        }
    }

    /// <summary>What serves after the first look; whoever comes first starts it, and everyone waits for that one, up to the limit.</summary>
    public async ValueTask<Generation<TInput, TOutput>> FirstAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _firstLook.Value.WaitAsync(Options.StartupTimeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The load goes on; whoever asks meanwhile gets the functions, or "not ready".
            Interlocked.CompareExchange(ref _current, _notReady, null);
        }

        return _current ?? throw new ObjectDisposedException(Name);
    }

    public override void Signal() => _wake.Signal();

    public override async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _firstLook.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        await LookAsync(insist: true, cancellationToken).ConfigureAwait(false);
        if (_state.Problem is { } problem)
        {
            throw new MlOpsException($"Model '{Name}' does not serve all that is wanted: {problem}");
        }
    }

    public override ModelStatus GetStatus()
    {
        var (state, current) = (_state, _current);
        return new()
        {
            Model = Name,
            Wanted = state.Wanted?.Deployment,
            Serving = current?.Plan?.Deployment,
            Since = current?.Plan is null ? null : current.Since,
            Routes = current?.Routes ?? [],
            Problem = state.Problem,
            NextTry = state.NextTry,
        };
    }

    public override async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await _looking.WaitAsync().ConfigureAwait(false);
        _current?.Retire();
        _looking.Dispose();
        _stopping.Dispose();
    }

    private Task StartLooking()
    {
        _host.Watch(this);
        if (Options.Startup == ModelStartup.Background)
        {
            _current = _notReady;
        }

        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _loop = Task.Run(() => LoopAsync(first));
        return first.Task;
    }

    private async Task LoopAsync(TaskCompletionSource first)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await LookAsync(insist: false, _stopping.Token).ConfigureAwait(false);
                first.TrySetResult();
                await _wake.SleepAsync(UntilNextLook(), _stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
        }

        first.TrySetResult();
    }

    /// <summary>How long to wait for a signal before looking again: until the next try, or the time to poll.</summary>
    private TimeSpan? UntilNextLook()
    {
        var retry = _state.NextTry is { } next ? next - _time.GetUtcNow() : (TimeSpan?)null;
        return retry is null || _source.PollInterval < retry ? _source.PollInterval : retry;
    }

    /// <summary>Looks what is wanted and, if it should, loads and publishes it. One look at a time.</summary>
    private async Task LookAsync(bool insist, CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var wanted = await _source.LookAsync(cancellationToken).ConfigureAwait(false);
            _state = _state.Found(wanted);
            if (wanted is null)
            {
                FindNothing();
            }
            else if (_current is { Plan: { } plan, Problem: null } && plan.Key == wanted.Key)
            {
                _state = _state.Succeeded();
            }
            else if (insist || Rollout.ShouldLoad(Snapshot(wanted)))
            {
                await LoadAsync(wanted, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            _state = _state.Failed(e.Message, _time.GetUtcNow(), retry: e is not ModelConfigurationException);
            if (e is ModelConfigurationException)
            {
                // No waiting helps: a start that waits for the model learns it at once.
                _served.TrySetException(e);
            }

            Telemetry.LoadFailed(e, _state.NextTry);
            if (_current?.Plan is null)
            {
                Publish(_factory.CreateStandby(UnavailableReason.NotReady, _state.Wanted, e));
            }
        }
        finally
        {
            _looking.Release();
        }
    }

    // A registry that once held a deployment and now holds none was emptied or swapped; that is no reason to stop serving.
    private void FindNothing()
    {
        _state = _state with { Problem = $"the registry holds no deployment of '{Name}'; deploy a version with DeployAsync." };
        if (_current?.Plan is null)
        {
            Publish(_factory.CreateStandby(UnavailableReason.NoDeployment));
        }
    }

    private RolloutSnapshot Snapshot(WantedPlan wanted) => new(
        wanted.Key,
        _current?.Plan?.Key,
        _current is { Plan: not null, Problem: null },
        _state.TriedKey,
        _state.Failures,
        _state.NextTry,
        _time.GetUtcNow());

    private async Task LoadAsync(WantedPlan wanted, CancellationToken cancellationToken)
    {
        _state = _state.Trying(wanted.Key);
        var started = _time.GetTimestamp();
        var versions = await _source.LoadAsync(wanted, cancellationToken).ConfigureAwait(false);
        var next = _factory.Create(wanted, versions);
        var current = _current;
        var liveIsReady = next.Routes.Any(r => r is { Route.Role: RouteRole.Live, WhyNot: null });
        var anotherServes = current?.Plan is { } plan && plan.Key != wanted.Key;
        if (Rollout.ShouldPublish(liveIsReady, next.ReadyVersions, anotherServes, current?.ReadyVersions ?? -1))
        {
            Publish(next);
            if (next.ReadyVersions > 0)
            {
                _served.TrySetResult();
            }

            Telemetry.Published(wanted.Text, next.Problem, _time.GetElapsedTime(started));
        }
        else
        {
            next.Retire();
        }

        if (next.Problem is { } problem)
        {
            var failure = versions.Select(v => v.Failure).FirstOrDefault(f => f is not null);
            _state = _state.Failed(problem, _time.GetUtcNow(), retry: versions.Any(v => v.Failure is not null and not ModelConfigurationException));
            Telemetry.LoadFailed(failure ?? new ModelLoadException(problem), _state.NextTry);
        }
        else
        {
            _state = _state.Succeeded();
        }
    }

    private void Publish(Generation<TInput, TOutput> next) => Interlocked.Exchange(ref _current, next)?.Retire();
}
