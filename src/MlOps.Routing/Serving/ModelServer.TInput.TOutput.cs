using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MlOps.Routing.Calls;
using MlOps.Routing.Declaration;
using MlOps.Routing.Fallback;
using MlOps.Routing.Generations;
using MlOps.Routing.Health;
using MlOps.Routing.Observing;
using MlOps.Routing.Sources;
using MlOps.Routing.Staging;

namespace MlOps.Routing.Serving;

/// <summary>
/// One declared model in one host: <see cref="ServingSlot{TInput,TOutput}"/> holds what serves, and
/// <see cref="PlanFollower{TInput,TOutput}"/> brings it to what is wanted.
/// </summary>
internal sealed class ModelServer<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput> : ModelServer
{
    private readonly ServingSlot<TInput, TOutput> _slot = new();
    private readonly IModelSource<TInput, TOutput> _source;
    private readonly PlanFollower<TInput, TOutput> _follower;
    private readonly Generation<TInput, TOutput> _notReady;
    private readonly TimeProvider _time;
    private readonly HealthBook _health;
    private readonly EvidenceBook _evidence;
    private readonly IModelRegistry? _registry;
    private readonly bool _hasFunctions;
    private readonly Lazy<bool> _started;
    private readonly Lazy<Task> _closed;
    private ModelHost? _host;

    public ModelServer(ModelDefinition<TInput, TOutput> definition, IServiceProvider services)
        : base(definition)
    {
        var parts = new PartList();
        Options = parts.Make("options", () => services.GetRequiredService<IOptionsMonitor<ModelOptions>>().Get(definition.Name)) ?? new();
        Telemetry = services.GetRequiredService<Telemetry>().For(definition.Name, Options.LogInterval);
        _time = services.GetRequiredService<TimeProvider>();
        _hasFunctions = definition.Of<FallbackFunctions<TInput, TOutput>>().All.Count > 0;
        _source = parts.Make("source", () => definition.Of<ModelSource<TInput, TOutput>>().Create(services))!;
        parts.Refuse(definition.Mistakes());
        parts.Refuse(_source?.Mistakes());
        parts.Refuse(_source is null ? null : definition.Of<FallbackFunctions<TInput, TOutput>>().MistakesBeside(_source.RouteName));
        parts.Refuse(ModelChain.Mistakes(definition, [.. services.GetServices<ModelDefinition>()]));

        // What can't be made, such as a function's model that lacks a service, says so now and not in the middle of a load.
        _health = new(Options.CircuitBreaker, _time, (route, change) => Telemetry.HealthChanged(route, change.Now, change.Before == RouteHealthState.HalfOpen));
        var calls = new CallBook(definition.Name, definition.Of<CallRules>(), Options.Timeout, services, _time, Telemetry.StuckChanged);
        var fallbacks = definition.Of<FallbackFunctions<TInput, TOutput>>().All.DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => f.IsInterruptible);
        parts.Refuse(calls.Mistakes(fallbacks, definition.Of<ModelSource<TInput, TOutput>>().IsInterruptible));
        parts.Make("pipeline", () => calls.TryPipelines(fallbacks.Keys));
        _evidence = new(definition.Name, EvidenceFileOf(services), Options.Evidence.SaveInterval, _time);
        var candidates = new CandidateStages<TInput, TOutput>(definition.Of<CandidateRules<TInput, TOutput>>(), Options.Shadow, _evidence, Telemetry, _time);
        var factory = new GenerationFactory<TInput, TOutput>(definition, Options, services, _time, _health, calls, candidates, Telemetry.RoutingKeyFailed);
        _notReady = parts.Make("stages", () => factory.CreateStandby(UnavailableReason.NotReady))!;
        parts.ThrowIfAnyIsWrong(definition.Name);

        _follower = new(
            definition.Name, _source!, factory, _slot, Telemetry, services.GetRequiredService<LoadThrottle>(), new(Options.StartupTimeout / 2, Options.LoadTimeout), _time);
        _closed = new(() => _follower.DisposeAsync().AsTask());
        _started = new(() => Start(services.GetRequiredService<ModelHost>()));
        _registry = _source!.FollowsRegistry ? services.GetService<IModelRegistry>() : null;
        Telemetry.Declared(factory.Describe(_source!.Description));
        Telemetry.Observe(GetStatus);
    }

    public ModelOptions Options { get; }

    public ModelTelemetry Telemetry { get; }

    public override bool FollowsRegistry => _source.FollowsRegistry;

    /// <inheritdoc cref="ServingSlot{TInput,TOutput}.Current"/>
    public Generation<TInput, TOutput>? Current => _slot.Current;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _ = _started.Value;
        if (Options.Startup == ModelStartup.Background || Current is { ReadyVersions: > 0 })
        {
            return;
        }

        try
        {
            await (_hasFunctions ? _slot.Answerable : _slot.Served)
                .WaitAsync(Options.StartupTimeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e) when (!_hasFunctions)
        {
            throw NotServed($"was not served within {Options.StartupTimeout}: {_follower.State.Problem ?? "it is still loading."}", e);
        }
        catch (TimeoutException)
        {
            // A function stands behind the model: neither the start nor the first call waits any longer.
            _follower.StandIn(_notReady);
        }
        catch (ModelLoadException e)
        {
            throw NotServed($"can't be loaded: {_follower.State.Problem ?? e.Message}", e);
        }

        // A function stands in for a model that is away or broken, never for a declaration that can't work.
        if (_slot.Served.Exception?.InnerException is ModelConfigurationException)
        {
            await _slot.Served.ConfigureAwait(false);
        }
    }

    /// <summary>What serves after the first look; whoever comes first starts it, and everyone waits for that one, up to the limit.</summary>
    public async ValueTask<Generation<TInput, TOutput>> FirstAsync(CancellationToken cancellationToken)
    {
        _ = _started.Value;
        try
        {
            await _slot.Answerable.WaitAsync(Options.StartupTimeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The load goes on; whoever asks meanwhile gets the functions, or "not ready".
            _follower.StandIn(_notReady);
        }

        return Current ?? throw new ObjectDisposedException(Name);
    }

    public override void Signal() => _follower.Signal();

    public override async Task RefreshAsync(CancellationToken cancellationToken)
    {
        _ = _started.Value;
        await _follower.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (_follower.State is { Problem: { } problem, Cause: var cause })
        {
            throw new MlOpsException($"Model '{Name}' is not served as wanted: {problem}", cause);
        }
    }

    public override ModelStatus GetStatus()
    {
        var (state, current) = (_follower.State, Current);
        var serves = current is { ReadyVersions: > 0 };
        return new()
        {
            Model = Name,
            Wanted = state.Wanted?.Deployment,
            Serving = serves ? current!.Plan!.Deployment : null,
            Since = serves ? current!.Since : null,
            Routes = current is null ? [] : [.. current.Routes.Select(r => Look(r, current))],
            DiffersSince = state.DiffersSince,
            LastFailedLoad = state.LastFailedLoad,
            CopyTime = _registry?.GetCopyTime(Name),
            Heuristics = current?.Heuristics?.GetStatus(),
            Problem = state.Problem,
            NextTry = state.NextTry,
        };
    }

    public override IReadOnlyList<CandidateEvidence> GetEvidence() => _evidence.Look();

    public override void SetAside(string route) => CircuitOf(route).SetAside();

    public override void Restore(string route) => CircuitOf(route).Restore();

    public override void BeginToClose() => _ = _closed.Value;

    public override async ValueTask DisposeAsync()
    {
        // A container disposes one server after another, and the calls of each may take their time.
        _host?.BeginToClose();
        await _closed.Value.ConfigureAwait(false);
        _health.Dispose();
        _evidence.Dispose();
    }

    private RouteStatus Look(RouteStatus route, Generation<TInput, TOutput> generation) => route.WhyNot is not null ? route : route with
    {
        // What a shadow does is no part of a prediction; what is seen of it is evidence.
        Health = route.Route.Role == RouteRole.Shadow ? null : _health.Of(route.Route).Look(),
        Workers = generation.Workers.GetValueOrDefault(route.Route)?.Look(),
    };

    private RouteCircuit CircuitOf(string route)
    {
        RouteStatus[] routes = [.. (Current?.Routes ?? []).Where(r => r.Route.Role != RouteRole.Shadow)];
        return _health.Of(routes.FirstOrDefault(r => r.Route.Name == route)?.Route ?? throw new ArgumentException(
            $"Model '{Name}' serves no route '{route}' here; it serves: {string.Join(", ", routes.Select(r => r.Route.Name))}.", nameof(route)));
    }

    private bool Start(ModelHost host)
    {
        _evidence.Open();
        if (Options.Startup == ModelStartup.Background)
        {
            _follower.StandIn(_notReady);
        }

        _follower.Start();
        _host = host;
        host.Watch(this);
        return true;
    }

    private EvidenceFile? EvidenceFileOf(IServiceProvider services) => Options.Evidence.Directory is { Length: > 0 } directory
        ? new(Name, Path.GetFullPath(directory, services.GetService<IHostEnvironment>()?.ContentRootPath ?? Environment.CurrentDirectory), Telemetry)
        : null;

    private ModelLoadException NotServed(string what, Exception cause) =>
        new($"Model '{Name}' is required at start and {what} Mend that, add FallBackTo(...), or set Startup to Background.", cause);
}
