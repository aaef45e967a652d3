using System.Collections.Concurrent;
using MlOps.Routing.Health;
using Polly;

namespace MlOps.Routing.Calls;

/// <summary>
/// Puts what the declaration says about calls around the models of routes. What it keeps of a route outlives the plans: its pipeline, and its
/// workers as long as one plan is in force.
/// </summary>
/// <param name="model">The model's name.</param>
/// <param name="rules">What is declared.</param>
/// <param name="timeout">The timeout of the versions.</param>
/// <param name="services">The host's services.</param>
/// <param name="time">The clock.</param>
/// <param name="stuckChanged">Told when a route gets stuck and when it is so no more.</param>
internal sealed class CallBook(
    string model, CallRules rules, CallTimeoutOptions timeout, IServiceProvider services, TimeProvider time, Action<Route, RouteWorkers> stuckChanged)
{
    // What was left behind by plans of long ago is forgotten.
    private const int MaxForgotten = 100;

    private readonly ConcurrentDictionary<Route, ResiliencePipeline> _pipelines = new();
    private readonly ConcurrentDictionary<Route, (string? Plan, WorkerPool Pool)> _workers = new();

    /// <summary>What is wrong with what is said of the versions or of a fallback, each with its mend.</summary>
    /// <param name="fallbacks">The fallbacks there are, and whether a call to each listens to its token.</param>
    /// <param name="sourceIsInterruptible">Whether a call to the model that the source names does.</param>
    public IEnumerable<string> Mistakes(IReadOnlyDictionary<string, bool> fallbacks, bool sourceIsInterruptible)
    {
        foreach (var name in rules.Fallbacks.Where(f => !fallbacks.ContainsKey(f)))
        {
            yield return fallbacks.Count == 0
                ? $"WithTimeout or WithPipeline names a fallback '{name}', and there is none: add it with FallBackTo, or leave the name out where the model itself is meant."
                : $"WithTimeout or WithPipeline names a fallback '{name}' that isn't there; there are: {string.Join(", ", fallbacks.Keys)}. Correct the name.";
        }

        if (timeout is { After: not null, UseWorkers: false } && !sourceIsInterruptible)
        {
            yield return Uninterruptible("It");
        }

        foreach (var (name, options) in rules.Timeouts.Where(t => !t.Value.UseWorkers && fallbacks.TryGetValue(t.Key, out var interruptible) && !interruptible))
        {
            yield return Uninterruptible($"Its fallback '{name}'");
        }
    }

    /// <summary>Makes each pipeline once, to find what is wrong with it before a call does.</summary>
    public IReadOnlyList<ResiliencePipeline> TryPipelines(IEnumerable<string> fallbacks) =>
    [
        .. fallbacks
            .Select(rules.PipelineOf)
            .Prepend(rules.PipelineOf(null))
            .OfType<Action<ResiliencePipelineBuilder, IServiceProvider>>()
            .Select(configure => Make("trial", configure)),
    ];

    /// <summary>The model with what is said about calls to its route around it; itself where nothing is.</summary>
    /// <param name="route">The route.</param>
    /// <param name="plan">The plan's key: a new plan has new workers.</param>
    /// <param name="inner">The model.</param>
    /// <param name="hold">Holds the model for a call whose caller has left; what it returns lets go.</param>
    public (IModel<TInput, TOutput> Model, WorkerPool? Workers) Guard<TInput, TOutput>(
        Route route, string? plan, IModel<TInput, TOutput> inner, Func<Action> hold)
    {
        var fallback = route.Role is RouteRole.FallbackFunction or RouteRole.FallbackModel ? route.Name : null;
        if (rules.PipelineOf(fallback) is { } configure)
        {
            inner = new PipelineStage<TInput, TOutput>(_pipelines.GetOrAdd(HealthBook.Key(route), key => Make(key.Name, configure)), inner);
        }

        var options = fallback is null ? timeout : rules.Timeouts.GetValueOrDefault(fallback);
        if (options?.After is not { } after)
        {
            return (inner, null);
        }

        if (!options.UseWorkers)
        {
            return (new TimeoutStage<TInput, TOutput>(route, after, inner, hold, time), null);
        }

        var pool = _workers.AddOrUpdate(
            HealthBook.Key(route),
            key => (plan, NewPool(route, options)),
            (key, known) => known.Plan == plan ? known : (plan, NewPool(route, options))).Pool;
        return (new WorkerStage<TInput, TOutput>(route, after, pool, inner, hold, time), pool);
    }

    /// <summary>Workers for a route that is asked in the background, with no caller who could leave.</summary>
    public WorkerPool BackgroundWorkers(Route route, ShadowOptions options)
    {
        // Live that is stuck in the background goes on answering its callers: the rows that have no pair say so, and not the route.
        Action<RouteWorkers> tell = route.Role == RouteRole.Shadow ? workers => stuckChanged(route, workers) : _ => { };
        return new(route.ToString(), new() { MaxWorkers = options.MaxWorkers, MaxStuckWorkers = options.MaxStuckWorkers }, tell);
    }

    /// <summary>Forgets routes that aren't in use, once there are many.</summary>
    public void Keep(IEnumerable<Route> used)
    {
        if (Math.Max(_pipelines.Count, _workers.Count) <= MaxForgotten)
        {
            return;
        }

        var kept = used.Select(HealthBook.Key).ToHashSet();
        foreach (var key in _pipelines.Keys.Concat(_workers.Keys).Where(k => !kept.Contains(k)))
        {
            _pipelines.TryRemove(key, out _);
            _workers.TryRemove(key, out _);
        }
    }

    private static string Uninterruptible(string who) =>
        $"{who} has a timeout, and what it calls can't be interrupted: set UseWorkers in WithTimeout(...), so that calls run on threads that a caller can leave, or remove the timeout.";

    private WorkerPool NewPool(Route route, CallTimeoutOptions options) => new(route.ToString(), options, workers => stuckChanged(route, workers));

    private ResiliencePipeline Make(string route, Action<ResiliencePipelineBuilder, IServiceProvider> configure)
    {
        var builder = new ResiliencePipelineBuilder { Name = model, InstanceName = route, TimeProvider = time };
        configure(builder, services);
        return builder.Build();
    }
}
