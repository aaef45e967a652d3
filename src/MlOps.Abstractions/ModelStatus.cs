using System.Globalization;

namespace MlOps;

/// <summary>What one host wants to serve under a model's name, what it serves, and why the two differ, at one moment.</summary>
public sealed record ModelStatus
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The deployment that the registry holds, as last seen; null for a file or function, and where there is none.</summary>
    public Deployment? Wanted { get; init; }

    /// <summary>The deployment of which at least one version answers; null for a file or function, and while none does.</summary>
    public Deployment? Serving { get; init; }

    /// <summary>Since when what serves has served; null while no version, file or function of the plan does.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Every route of what serves, in the order in which they are asked. Never null.</summary>
    public IReadOnlyList<RouteStatus> Routes { get; init; } = [];

    /// <summary>The fallbacks that answered within the sampling window of their health, in the order in which they are asked. Never null.</summary>
    public IReadOnlyList<Route> FallbacksInUse =>
    [
        .. Routes
            .Where(r => r.Route.Role is RouteRole.FallbackVersion or RouteRole.FallbackFunction or RouteRole.FallbackModel
                && r.Health is { Samples: > 0, FailureRatio: < 1 })
            .Select(r => r.Route),
    ];

    /// <summary>
    /// Since when what is wanted, as last seen, doesn't serve whole; null where it does, also while the registry can't be asked whether it is
    /// wanted still.
    /// </summary>
    public DateTimeOffset? DiffersSince { get; init; }

    /// <summary>The last try that failed, however long ago; null where none did.</summary>
    public LoadFailure? LastFailedLoad { get; init; }

    /// <summary>
    /// When the registry last held what is wanted, where it can't be reached and a copy on this machine stands in for it; null where it
    /// answers itself.
    /// </summary>
    public DateTimeOffset? CopyTime { get; init; }

    /// <summary>The domain rules in force, and what they did; null where the model has none, and before anything was looked at.</summary>
    public HeuristicSetStatus? Heuristics { get; init; }

    /// <summary>Why what is wanted doesn't serve, serves in part, or can't be looked for; null where all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>When the host tries again; null where nothing failed, or where only a new plan or file helps.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>
    /// One line: what serves, what is wanted where that differs, the problem, the routes that are passed over although they were loaded, and
    /// the copy that stands in for the registry.
    /// </summary>
    public override string ToString()
    {
        var ready = Routes.Where(r => r.WhyNot is null).Select(r => r.Route.ToString()).ToArray();
        var serving = Serving?.ToString() ?? (ready.Length > 0 ? string.Join(", ", ready) : $"nothing as {Model}");
        var wanted = Wanted is null || Wanted.Number == Serving?.Number ? "" : $"; wanted: {Wanted}";
        var inPart = Wanted is not null && Wanted.Number == Serving?.Number && Routes.Any(r => r.WhyNot is not null) ? $" in part ({string.Join(", ", ready)})" : "";
        var passedOver = string.Concat(Routes.Where(r => r.IsPassedOver).Select(r => $"; {r}"));
        var copy = CopyTime is { } time ? string.Create(CultureInfo.InvariantCulture, $"; a copy of {time:u} stands in for the registry") : "";
        return $"serving {serving}{inPart}{wanted}{(Problem is null ? "" : $"; {Problem}")}{passedOver}{copy}";
    }
}
