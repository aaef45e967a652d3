using System.Diagnostics.CodeAnalysis;
using MlOps.Routing.Generations;
using MlOps.Routing.Observing;
using MlOps.Routing.Sources;

namespace MlOps.Routing.Serving;

/// <summary>
/// Brings what serves to what is wanted: looks, loads in the background, publishes what is ready. What to do follows from
/// <see cref="Rollout"/>; whatever goes wrong, what serves goes on serving.
/// </summary>
internal sealed class PlanFollower<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
    string model,
    IModelSource<TInput, TOutput> source,
    GenerationFactory<TInput, TOutput> factory,
    ServingSlot<TInput, TOutput> slot,
    ModelTelemetry telemetry,
    LoadThrottle throttle,
    LoadLimits limits,
    TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    private readonly Wake _wake = new(time);
    private readonly CancellationTokenSource _stopping = new();

    // One look at a time; and one change at a time of what is below, by a look or by a load that comes to something.
    private readonly SemaphoreSlim _looking = new(1);
    private readonly Lock _changing = new();
    private volatile RolloutState _state = new();
    private Deployment? _lastFound;
    private volatile PlanLoad<TInput, TOutput>? _load;
    private Task _loop = Task.CompletedTask;

    public RolloutState State => _state;

    public void Start()
    {
        // It outlives whoever happens to come first, and keeps nothing of theirs, such as a trace or a request.
        using AsyncFlowControl? apart = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Says that there may be something new; the follower looks soon.</summary>
    public void Signal() => _wake.Signal();

    /// <summary>Looks now, also where it isn't time for another try, and returns when nothing is being loaded any more.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await LookAsync(insist: true, either.Token).ConfigureAwait(false);
        while (_load is { } load)
        {
            await load.Ended.WaitAsync(either.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes a generation if nothing is there yet.</summary>
    public void StandIn(Generation<TInput, TOutput> generation)
    {
        lock (_changing)
        {
            if (slot.Current is null && !_stopping.IsCancellationRequested)
            {
                slot.Publish(generation);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await _looking.WaitAsync().ConfigureAwait(false);
        Task drained;
        lock (_changing)
        {
            EndLoad();
            drained = slot.CloseAsync();
        }

        // Calls that are under way finish first; one that never does keeps nobody from going.
        await drained.WaitAsync(Drain, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _looking.Dispose();
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await LookAsync(insist: false, _stopping.Token).ConfigureAwait(false);
                await _wake.SleepAsync(UntilNextLook(), _stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A loop that ended here would leave the host deaf for good.
            catch (Exception)
#pragma warning restore CA1031
            {
                await Task.Delay(Rollout.Delay(1), time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>How long to wait for a signal before looking again: until the next try, or the time to poll.</summary>
    private TimeSpan? UntilNextLook()
    {
        // A load that ends says so; the time of the try that it is has passed.
        var retry = _load is null && _state.NextTry is { } next ? Rollout.Until(next, time.GetUtcNow()) : (TimeSpan?)null;
        return retry is null || source.PollInterval < retry ? source.PollInterval : retry;
    }

    /// <summary>Looks what is wanted and, if it should, begins to load it.</summary>
    private async Task LookAsync(bool insist, CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken).ConfigureAwait(false);
        PlanLoad<TInput, TOutput>? replaced = null;
        try
        {
            var wanted = await AskAsync(() => source.LookAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            if (Found(wanted, insist, out replaced))
            {
                var loads = await AskAsync(() => source.PrepareAsync(wanted!, cancellationToken), cancellationToken).ConfigureAwait(false);
                Begin(wanted!, loads, replaced);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            FailAlone(e, ofALook: true);
        }
        finally
        {
            replaced?.Dispose();
            _looking.Release();
        }
    }

    // A store on this machine answers on the thread that asks it; those of the pool are for calls. And a source that hears no token, or blocks
    // its thread, keeps nobody: neither who asks for a look, nor a host that goes.
    private static Task<T> AskAsync<T>(Func<ValueTask<T>> ask, CancellationToken cancellationToken) =>
        LoadThread.LookAsync(() => ask().AsTask(), forCaller: true).WaitAsync(cancellationToken);

    /// <summary>Takes note of what is wanted; returns whether to load it, and the load of another plan that is given up for it.</summary>
    private bool Found(WantedPlan? wanted, bool insist, out PlanLoad<TInput, TOutput>? replaced)
    {
        lock (_changing)
        {
            if (Rollout.LeavesBehind(_lastFound, wanted?.Deployment))
            {
                telemetry.HistoryLost(_lastFound!, wanted?.Deployment, source.Location);
            }

            _lastFound = wanted?.Deployment;
            _state = _state.Found(wanted, model, source.Location, time.GetUtcNow());
            var snapshot = Snapshot(wanted);
            replaced = Rollout.ShouldGiveUp(snapshot) ? _load : null;
            _load = replaced is null ? _load : null;

            if (wanted is null)
            {
                FindNothing(snapshot);
            }
            else if (snapshot.IsWhole && snapshot.Serving == snapshot.Wanted)
            {
                _state = _state.Succeeded();
            }
            else
            {
                var load = Rollout.ShouldLoad(snapshot) || (insist && snapshot.Loading != snapshot.Wanted);
                _state = load ? _state.Trying(wanted.Key) : _state;
                return load;
            }

            return false;
        }
    }

    private void FindNothing(in RolloutSnapshot snapshot)
    {
        if (Rollout.ShouldStandIn(snapshot))
        {
            telemetry.NothingDeployed(source.Location);
            slot.Publish(factory.CreateStandby(UnavailableReason.NoDeployment));
        }
    }

    private RolloutSnapshot Snapshot(WantedPlan? wanted) => new(
        wanted?.Key,
        slot.Current?.Plan?.Key,
        slot.Current is { Plan: not null, Problem: null },
        _load?.Wanted.Key,
        _state.TriedKey,
        _state.Failures + _state.Unreached,
        _state.NextTry,
        time.GetUtcNow());

    private void Begin(WantedPlan wanted, IReadOnlyList<VersionLoad<TInput, TOutput>> loads, PlanLoad<TInput, TOutput>? replaced)
    {
        lock (_changing)
        {
            _load = new(wanted, loads, Held, throttle, limits, time, replaced);
            _ = FollowAsync(_load);
        }
    }

    // A registered version never changes, so one that serves needs no loading.
    private SharedModel<TInput, TOutput>? Held(ModelVersion version)
    {
        lock (_changing)
        {
            // What serves stays where it is when the host goes, and its models are disposed.
            return _stopping.IsCancellationRequested ? null : slot.Current?.Versions
                .FirstOrDefault(v => v.Model is not null && Rollout.IsSame(v.Version, version))?.Model?.Hold();
        }
    }

    private async Task FollowAsync(PlanLoad<TInput, TOutput> load)
    {
        var more = true;
        while (more)
        {
            await load.NextAsync().ConfigureAwait(false);
            more = Advance(load);
        }
    }

    /// <summary>Makes use of what a load has come to; returns whether more is to come.</summary>
    private bool Advance(PlanLoad<TInput, TOutput> load)
    {
        lock (_changing)
        {
            if (_load != load)
            {
                return false;
            }

            var (versions, complete) = load.Look();
            try
            {
                Apply(load, versions, complete);
            }
#pragma warning disable CA1031 // What can't be built, such as a check that throws, is a failure of this plan.
            catch (Exception e)
#pragma warning restore CA1031
            {
                complete = true;
                FailAlone(e);
            }
            finally
            {
                if (complete)
                {
                    EndLoad();
                    _wake.Signal();
                }
            }

            return !complete;
        }
    }

    private void EndLoad()
    {
        _load?.Dispose();
        _load = null;
    }

    /// <summary>Takes note of what is missing of a plan, and publishes what is loaded of it, if it should.</summary>
    private void Apply(PlanLoad<TInput, TOutput> load, IReadOnlyList<LoadedVersion<TInput, TOutput>> versions, bool complete)
    {
        var current = slot.Current;
        var serving = current?.Plan?.Key == load.Wanted.Key ? current.LoadedVersions : (int?)null;
        var anotherServes = serving is null && current is { ReadyVersions: > 0 };
        var since = serving is not null && current!.ReadyVersions > 0 ? current.Since : (DateTimeOffset?)null;
        var next = factory.Create(load.Wanted, versions, since, inPart: !anotherServes);
        var liveIsReady = next.Routes.Any(r => r is { Route.Role: RouteRole.Live, WhyNot: null });
        var saysLess = serving is null || !current!.IsComplete;
        var publish = Rollout.ShouldPublish(liveIsReady, next.LoadedVersions, complete && saysLess, anotherServes, serving);
        if (next.Problem is null)
        {
            _state = _state.Succeeded();
        }
        else if (complete)
        {
            Fail(next.Problem, Rollout.MostHopeful(next.Failures), next.Routes.First(r => r.WhyNot is not null).Route.Version, publish ? next : current);
        }
        else
        {
            _state = _state with { Problem = next.Problem, Cause = null };
        }

        if (publish)
        {
            if (serving is null && versions[0].Version is { } live && factory.Unchecked(live).ToArray() is { Length: > 0 } words)
            {
                telemetry.Unchecked(live, words);
            }

            slot.Publish(next);
            if (liveIsReady)
            {
                source.Serves(load.Wanted);
            }

            telemetry.Published(load.Wanted.Text, next.Problem, next.ReadyVersions > 0, time.GetElapsedTime(load.Started));
        }
        else
        {
            next.Retire();
        }
    }

    /// <summary>Nothing came of it: what serves goes on, and where nothing does, every prediction says why.</summary>
    private void FailAlone(Exception e, bool ofALook = false)
    {
        lock (_changing)
        {
            var standby = Rollout.ShouldStandIn(Snapshot(_state.Wanted)) ? factory.CreateStandby(UnavailableReason.NotReady, _state.Wanted, e) : null;
            Fail(Problem.Of(e), e, null, standby ?? slot.Current, ofALook);
            if (standby is not null)
            {
                slot.Publish(standby);
            }
        }
    }

    private void Fail(string problem, Exception cause, int? version, Generation<TInput, TOutput>? serves, bool ofALook = false)
    {
        _state = _state.Failed(problem, cause, version, time.GetUtcNow(), ofALook);
        telemetry.LoadFailed(problem, serves?.ReadyRoutes ?? "", _state.NextTry, cause, ofALook);
        if (serves is not { ReadyVersions: > 0 } && cause is ModelConfigurationException or ModelLoadException)
        {
            slot.GiveUp(cause);
        }
    }
}
