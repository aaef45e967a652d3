using MlOps.Routing.Sources;

namespace MlOps.Routing.Serving;

/// <summary>One try to load a plan: all its versions at once, so that none waits for another.</summary>
internal sealed class PlanLoad<TInput, TOutput> : IDisposable
{
    // How long what loads beside live may still take once live is there, so that most plans are published once and whole.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly IReadOnlyList<VersionLoad<TInput, TOutput>> _loads;
    private readonly Task<LoadedVersion<TInput, TOutput>>[] _versions;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _begun;
    private int _seen;

    /// <param name="wanted">The plan.</param>
    /// <param name="loads">How to load its versions, live first.</param>
    /// <param name="have">A version that is loaded already, held once for this load; or null.</param>
    /// <param name="patience">How long the others wait for live before they are looked at without it.</param>
    /// <param name="time">The clock.</param>
    public PlanLoad(
        WantedPlan wanted,
        IReadOnlyList<VersionLoad<TInput, TOutput>> loads,
        Func<VersionLoad<TInput, TOutput>, LoadedVersion<TInput, TOutput>?> have,
        TimeSpan patience,
        TimeProvider time)
    {
        (Wanted, _loads, _patience, _time, Started) = (wanted, loads, patience, time, time.GetTimestamp());
        var token = _cancel.Token;
        _versions = [.. loads.Select(l => have(l) is { } known ? Task.FromResult(known) : Task.Run(() => LoadAsync(l, token), CancellationToken.None))];
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
            await Within(_patience, _versions[0]).ConfigureAwait(false);
            await Within(Grace, Task.WhenAll(_versions)).ConfigureAwait(false);
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
        foreach (var version in _versions)
        {
            version.ContinueWith(v => v.Result.Model?.Release(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        _ended.TrySetResult();
    }

    // Whatever happens concerns this version alone.
    private static async Task<LoadedVersion<TInput, TOutput>> LoadAsync(VersionLoad<TInput, TOutput> load, CancellationToken cancellationToken)
    {
        try
        {
            return await load.LoadAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new(load.Route, load.Version) { Failure = e };
        }
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
