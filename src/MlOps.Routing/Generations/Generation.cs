using MlOps.Building;
using MlOps.Routing.Calls;
using MlOps.Routing.Fallback;
using MlOps.Routing.Sources;

namespace MlOps.Routing.Generations;

/// <summary>
/// What serves: one plan with its models loaded and its stages built. Immutable, replaced whole; a prediction reads one generation
/// from start to end, and lets go of its models after the last call that entered has left.
/// </summary>
internal sealed class Generation<TInput, TOutput>
{
    private readonly LeaseCounter _leases;

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Generation() => _leases = new(() => _ = LetGoAsync());

    /// <summary>The plan; null while there is none and only functions, or nothing, can answer.</summary>
    public WantedPlan? Plan { get; init; }

    /// <summary>The stages around the plan's routes.</summary>
    public required IModel<TInput, TOutput> Live { get; init; }

    /// <summary>The same stages with the canary's route before the others, for its share of keys; null without a canary.</summary>
    public CanaryShare<TInput, TOutput>? Canary { get; init; }

    /// <summary>The same stages around one version alone; empty unless the host allowed it.</summary>
    public IReadOnlyDictionary<int, IModel<TInput, TOutput>> OnlyVersion { get; init; } = new Dictionary<int, IModel<TInput, TOutput>>();

    public IReadOnlyList<RouteStatus> Routes { get; init; } = [];

    /// <summary>The threads of the routes that have some.</summary>
    public IReadOnlyDictionary<Route, WorkerPool> Workers { get; init; } = new Dictionary<Route, WorkerPool>();

    /// <summary>The stage that runs the model's heuristics; null where there are none.</summary>
    public IHeuristicStage? Heuristics { get; init; }

    /// <summary>Compare the plan's candidates with its live version, in the background.</summary>
    public IReadOnlyList<IDisposable> Lanes { get; init; } = [];

    /// <summary>How many of the plan's versions are loaded, a shadow among them.</summary>
    public int LoadedVersions => Plan is null ? 0 : Routes.Count(r => r is { WhyNot: null, Route.Role: not (RouteRole.FallbackFunction or RouteRole.FallbackModel) });

    /// <summary>How many of them can answer.</summary>
    public int ReadyVersions => LoadedVersions - (Plan is null ? 0 : Routes.Count(r => r is { WhyNot: null, Route.Role: RouteRole.Shadow }));

    /// <summary>Who can be asked, for people.</summary>
    public string ReadyRoutes => string.Join(", ", Routes.Where(r => r.WhyNot is null).Select(r => r.Route));

    public DateTimeOffset Since { get; init; }

    /// <summary>The plan's versions, live first. The generation holds their models until its last call has left.</summary>
    public IReadOnlyList<LoadedVersion<TInput, TOutput>> Versions { get; init; } = [];

    /// <summary>Whether none of the versions was still loading when this was made.</summary>
    public bool IsComplete => Versions.All(v => v.Model is not null || v.Failure is not null);

    /// <summary>Ends when the last call has left and what only this generation held is disposed.</summary>
    public Task Drained => _drained.Task;

    /// <summary>Why versions are missing; null where none is.</summary>
    public string? Problem { get; init; }

    /// <summary>The causes of that.</summary>
    public IReadOnlyList<Exception> Failures { get; init; } = [];

    /// <summary>Whether rows or answers hold what is sensitive, so that what is thrown at them is told by its type alone.</summary>
    public bool IsSensitive { get; init; }

    public bool TryEnter(out int lease) => _leases.TryEnter(out lease);

    public void Exit(int lease) => _leases.Exit(lease);

    /// <summary>Closes the generation; when its last call has left, it lets go of its models.</summary>
    public void Retire() => _leases.Close();

    /// <summary>Step 1 of the life of a prediction: which chain of routes a row takes.</summary>
    public IModel<TInput, TOutput> Choose(TInput input, PredictionOptions? options)
    {
        if (options?.OnlyVersion is { } version)
        {
            return OnlyVersion.TryGetValue(version, out var only) ? only : new NobodyModel<TInput, TOutput>(UnavailableReason.VersionNotServed);
        }

        return Canary is null || !Canary.Takes(input, options) ? Live : Canary.Chain;
    }

    private async Task LetGoAsync()
    {
        foreach (var lane in Lanes)
        {
            lane.Dispose();
        }

        await Task.WhenAll(Versions.Select(v => v.Model?.ReleaseAsync() ?? Task.CompletedTask)).ConfigureAwait(false);
        _drained.TrySetResult();
    }
}
