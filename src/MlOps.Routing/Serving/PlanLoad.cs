using MlOps.Routing.Sources;

namespace MlOps.Routing.Serving;

/// <summary>One try to load a plan: each of its versions by itself, so that none waits for another that hangs.</summary>
internal sealed class PlanLoad<TInput, TOutput> : IDisposable
{
    // How long what loads beside live may still take once live is there, so that most plans are published once and whole: what live took,
    // as versions of one model take about the same time and may load one after the other; within these limits.
    private static readonly TimeSpan ShortestGrace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestGrace = LoadThrottle.Patience;

    private readonly IReadOnlyList<VersionLoad<TInput, TOutput>> _loads;
    private readonly Task<LoadedVersion<TInput, TOutput>>[] _versions;

    // What loads each version, or what the replaced plan had under way of its number until its record is known; under the lock.
    private readonly RunningLoad<TInput, TOutput>?[] _running;
    private readonly Lock _lock = new();
    private readonly Func<ModelVersion, SharedModel<TInput, TOutput>?> _held;
    private readonly LoadThrottle _throttle;
    private readonly LoadLimits _limits;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _begun;
    private int _seen;

    /// <param name="wanted">The plan.</param>
    /// <param name="loads">How to load its versions, live first.</param>
    /// <param name="held">The model of a version that is loaded already, held once more; or null.</param>
    /// <param name="throttle">Says when a version may load.</param>
    /// <param name="limits">How long things may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="replaced">The load in whose place it comes, which ends after that; it goes on with what is under way there.</param>
    public PlanLoad(
        WantedPlan wanted,
        IReadOnlyList<VersionLoad<TInput, TOutput>> loads,
        Func<ModelVersion, SharedModel<TInput, TOutput>?> held,
        LoadThrottle throttle,
        LoadLimits limits,
        TimeProvider time,
        PlanLoad<TInput, TOutput>? replaced = null)
    {
        (Wanted, _loads, _held, _throttle, _limits, _time, Started) = (wanted, loads, held, throttle, limits, time, time.GetTimestamp());
        _versions = new Task<LoadedVersion<TInput, TOutput>>[loads.Count];
        _running = [.. loads.Select(l => replaced?.Share(l.Route.Version))];
        for (var i = 0; i < loads.Count; i++)
        {
            // A version in two roles, such as canary and fallback, is loaded once.
            var load = loads[i];
            var twin = loads.Take(i).ToList().FindIndex(l => l.Route.Version is { } number && number == load.Route.Version);
            var roles = Math.Max(1, loads.Count(l => l.Route.Version is { } number && number == load.Route.Version));
            _versions[i] = twin < 0 ? LoadAsync(i, roles) : InTwoRolesAsync(_versions[twin], load.Route);
        }
    }

    public WantedPlan Wanted { get; }

    public long Started { get; }

    /// <summary>When nobody works on this load any more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Returns when there is something new to look at: first live, with what comes soon after it; then each that is late.</summary>
    public async Task NextAsync()
    {
        if (!_begun)
        {
            _begun = true;
            await Within(_limits.Patience, _versions[0]).ConfigureAwait(false);
            var took = _versions[0].IsCompleted ? _time.GetElapsedTime(Started) : TimeSpan.Zero;
            await Within(took < ShortestGrace ? ShortestGrace : took < LongestGrace ? took : LongestGrace, Task.WhenAll(_versions)).ConfigureAwait(false);
            return;
        }

        var missing = _versions.Where(v => !v.IsCompleted).ToArray();
        var cameMeanwhile = _versions.Length - missing.Length > _seen;
        if (!cameMeanwhile)
        {
            await Task.WhenAny(missing).ConfigureAwait(false);
        }
    }

    /// <summary>The versions as they are now, live first; complete if none of them still loads.</summary>
    public (IReadOnlyList<LoadedVersion<TInput, TOutput>> Versions, bool Complete) Look()
    {
        var there = _versions.Select(v => v.IsCompleted).ToArray();
        _seen = there.Count(t => t);
        return (
            [.. _loads.Select((load, i) => there[i] ? _versions[i].Result : new LoadedVersion<TInput, TOutput>(load.Route, load.Version))],
            _seen == there.Length);
    }

    /// <summary>Lets go of what was loaded, and of what is still to come when it comes.</summary>
    public void Dispose()
    {
        // In the background: whoever listens for it may take its time. What was cancelled so needs no disposal.
        _ = _cancel.CancelAsync();
        lock (_lock)
        {
            _ended.TrySetResult();
            for (var i = 0; i < _running.Length; i++)
            {
                Replace(i, null);
            }
        }

        foreach (var version in _versions)
        {
            version.ContinueWith(v => v.Result.Model?.ReleaseAsync(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task<LoadedVersion<TInput, TOutput>> InTwoRolesAsync(Task<LoadedVersion<TInput, TOutput>> first, Route route) =>
        await first.ConfigureAwait(false) with { Route = route };

    /// <summary>What is under way of a version of this number, for the load that comes in the place of this one.</summary>
    private RunningLoad<TInput, TOutput>? Share(int? number)
    {
        lock (_lock)
        {
            var at = number is null ? -1 : _loads.ToList().FindIndex(l => l.Route.Version == number);
            return at < 0 ? null : _running[at]?.Join();
        }
    }

    // Whatever happens concerns this version alone.
    private async Task<LoadedVersion<TInput, TOutput>> LoadAsync(int i, int roles)
    {
        var load = _loads[i];
        var version = load.Version;
        try
        {
            if (version is null && load.ReadAsync is { } read)
            {
                version = await LoadThread.LookAsync(() => read(_cancel.Token)).WaitAsync(_limits.Version, _time).ConfigureAwait(false);
            }

            // Held for each of its roles before anybody sees it: a load that is given up meanwhile lets go once for each.
            _cancel.Token.ThrowIfCancellationRequested();
            var model = version is null ? null : _held(version);
            model ??= load.IsAtHand ? load.Load(version, _cancel.Token) : null;
            for (var role = 1; role < roles; role++)
            {
                model?.Hold();
            }

            return new(load.Route, version) { Model = model ?? await Running(i, version).HoldAsync(roles).ConfigureAwait(false) };
        }
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new(load.Route, version) { Failure = e };
        }
    }

    private RunningLoad<TInput, TOutput> Running(int i, ModelVersion? version)
    {
        lock (_lock)
        {
            _cancel.Token.ThrowIfCancellationRequested();
            if (_running[i] is not { } running || !running.Serves(version, _loads[i].Route.Role))
            {
                running = new(_loads[i], version, _throttle, _limits, _time);
                Replace(i, running);
            }

            return running;
        }
    }

    private void Replace(int i, RunningLoad<TInput, TOutput>? by)
    {
        _running[i]?.Leave();
        _running[i] = by;
    }

    private async Task Within(TimeSpan limit, Task task)
    {
        try
        {
            await task.WaitAsync(limit, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What is late is looked at when it comes.
        }
    }
}
