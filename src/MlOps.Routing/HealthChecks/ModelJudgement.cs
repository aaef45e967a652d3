using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MlOps.Routing.HealthChecks;

/// <summary>What the health check says of one model, and why.</summary>
internal readonly record struct ModelJudgement(HealthStatus Status, string Why)
{
    /// <summary>A pure function of what is known.</summary>
    /// <param name="status">The model's status.</param>
    /// <param name="now">The time.</param>
    /// <param name="maxDifference">How long what is wanted and what serves may differ.</param>
    public static ModelJudgement Of(ModelStatus status, DateTimeOffset now, TimeSpan maxDifference)
    {
        // What fails otherwise never goes to the canary, and a shadow answers nobody.
        var routes = status.Routes.Where(r => r.Route.Role is not (RouteRole.Canary or RouteRole.Shadow)).ToArray();
        var answering = routes.Where(IsWell).ToArray();
        var live = routes.FirstOrDefault(r => r.Route.Role == RouteRole.Live);
        if (answering.Length == 0)
        {
            // With nothing better behind it a route is asked although it fails too often.
            return Array.Exists(routes, AnswersAtTimes)
                ? new(HealthStatus.Degraded, $"no route is healthy; {Describe(routes)}")
                : new(HealthStatus.Unhealthy, $"nothing answers; {status.Problem ?? Describe(routes) ?? "nothing is loaded yet"}");
        }

        if (live is null || !IsWell(live))
        {
            var why = live is null ? status.Problem ?? "live is loading" : Describe([live]);
            return new(HealthStatus.Degraded, $"only fallbacks answer, {string.Join(", ", answering.Select(r => r.Route.Name))}; {why}");
        }

        return status.DiffersSince is { } since && now - since > maxDifference
            ? new(HealthStatus.Degraded, string.Create(CultureInfo.InvariantCulture, $"what is wanted has not served since {since:u}; {status}"))
            : new(HealthStatus.Healthy, status.ToString());
    }

    private static bool IsWell(RouteStatus route) =>
        route is { WhyNot: null, Health: null or { State: RouteHealthState.Closed }, Workers: null or { IsStuck: false } };

    private static bool AnswersAtTimes(RouteStatus route) => route is
    {
        WhyNot: null,
        Health: { State: RouteHealthState.Open or RouteHealthState.HalfOpen, FailureRatio: < 1 },
        Workers: null or { IsStuck: false },
    };

    private static string? Describe(RouteStatus[] routes) => routes.Length == 0 ? null : string.Join<RouteStatus>("; ", routes);
}
