using System.Collections.Immutable;
using MlOps.Building;
using MlOps.Routing.Calls;
using MlOps.Routing.Checking;

namespace MlOps.Routing.Generations;

/// <summary>Collects the routes of a generation while it is built: each one's answer check, and why some are missing.</summary>
internal sealed class RouteBook<TOutput>
{
    private readonly Dictionary<Route, AnswerCheck<TOutput>> _checks = [];
    private readonly Dictionary<Route, WorkerPool> _workers = [];
    private readonly List<RouteStatus> _statuses = [];
    private readonly List<Exception> _failures = [];

    public IReadOnlyList<RouteStatus> Statuses => _statuses;

    /// <summary>The threads of the routes that have some.</summary>
    public IReadOnlyDictionary<Route, WorkerPool> Workers => _workers;

    /// <summary>The stage that runs heuristics, if there is one. Every chain of a generation has one of its own, over the same rules.</summary>
    public IHeuristicStage? Heuristics { get; set; }

    public string? Problem => _statuses.Where(s => s.WhyNot is not null).Select(s => $"{s.Route}: {s.WhyNot}").ToArray() is { Length: > 0 } missing
        ? string.Join(" ", missing)
        : null;

    /// <summary>Why routes are missing.</summary>
    public IReadOnlyList<Exception> Failures => _failures;

    /// <summary>Whether rows, by the schema of any route, or answers of any hold what is sensitive.</summary>
    public bool IsSensitive { get => field || _checks.Values.Any(c => c.HidesAnswers); set; }

    /// <summary>The rules by which a route's answers are checked; null where they aren't, or where nobody knows.</summary>
    public DataSchema? SchemaOf(Route route) => _checks.GetValueOrDefault(route)?.Schema;

    public bool HidesAnswersOf(Route route) => _checks[route].HidesAnswers;

    public void Add(Route route, AnswerCheck<TOutput> check, WorkerPool? workers)
    {
        _checks[route] = check;
        if (workers is not null)
        {
            _workers[route] = workers;
        }

        _statuses.Add(new(route, null));
    }

    public void AddMissing(Route route, Exception why)
    {
        _statuses.Add(new(route, Generations.Problem.Of(why)));
        _failures.Add(why);
    }

    /// <summary>Checks an answer by the rules of the route that gave it.</summary>
    public ImmutableArray<Violation> Check(Route? route, TOutput answer) =>
        route is not null && _checks.TryGetValue(route, out var check) ? check.Check(answer) : [];
}
