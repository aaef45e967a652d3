using System.Diagnostics;
using System.Globalization;

namespace MlOps.Routing.Observing;

/// <summary>Step 7 of the life of a prediction, for one model: counts, traces and logs what happened, and changes nothing.</summary>
internal sealed class ModelTelemetry(Telemetry host, string model, LogThrottle throttle)
{
    /// <summary>Whether anybody measures or traces single predictions.</summary>
    public bool IsObserved => host.Duration.Enabled || host.Activities.HasListeners();

    public void Observe(Func<ModelStatus> status) => host.Observe(status);

    /// <summary>Begins to measure one prediction.</summary>
    public PredictionSpan Start() => new(
        host, model, Quietly.Get(() => host.Activities.StartActivity("mlops.predict")), host.Duration.Enabled ? Stopwatch.GetTimestamp() : 0);

    /// <summary>Counts and logs whatever a prediction carries beyond its answer.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="isSensitive">Whether rows or answers hold what must appear in no log.</param>
    public void Report<TOutput>(Prediction<TOutput> prediction, bool isSensitive) => Quietly.Do(() => ReportAll(prediction, isSensitive));

    public void Declared(string pipeline) => host.Log.Declared(model, pipeline);

    public void Published(string plan, string? problem, bool anyIsReady, TimeSpan took)
    {
        Quietly.Do(() => host.LoadDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Tags.Model, model)));
        if (problem is null)
        {
            host.Log.Published(model, plan, took.TotalMilliseconds);
        }
        else if (anyIsReady)
        {
            host.Log.PublishedInPart(model, plan, problem);
        }
    }

    /// <param name="problem">What is wrong.</param>
    /// <param name="serving">The plan or functions that answer meanwhile; empty where nobody does.</param>
    /// <param name="nextTry">When the host tries again; null for not by itself.</param>
    /// <param name="cause">The failure.</param>
    /// <param name="ofALook">Whether looking failed, which goes on as long as what is looked at is away; a plan is tried but so often.</param>
    public void LoadFailed(string problem, string serving, DateTimeOffset? nextTry, Exception cause, bool ofALook)
    {
        if (!ofALook || throttle.Allows(("look", problem), out _))
        {
            host.Log.LoadFailed(
                model, problem, serving.Length == 0 ? "nobody" : serving, nextTry?.ToString("u", CultureInfo.InvariantCulture) ?? "when something changes", cause);
        }
    }

    public void Unchecked(ModelVersion version, IEnumerable<string> words) => host.Log.Unchecked(model, version, string.Join(" and ", words));

    public void HistoryLost(Deployment found, Deployment? now, string where) =>
        host.Log.HistoryLost(model, where, now?.ToString() ?? "no deployment", found.ToString());

    public void NothingDeployed(string where) => host.Log.NothingDeployed(model, where);

    /// <summary>
    /// Counts each change of a route's health, and logs those between asked, skipped and set aside. That single calls try a route again,
    /// and that they failed, is no news.
    /// </summary>
    public void HealthChanged(Route route, RouteHealth health, bool wasHalfOpen) => Quietly.Do(() =>
    {
        host.HealthChanges.Add(1, new TagList { { Tags.Model, model }, { Tags.Version, route.Name }, { Tags.HealthState, health.State.ToString() } });
        switch (health.State)
        {
            case RouteHealthState.Open when !wasHalfOpen:
                host.Log.RouteOpened(
                    route, health.FailureRatio, health.Samples, health.LastFailure, health.NextProbe?.ToString("u", CultureInfo.InvariantCulture) ?? "");
                break;
            case RouteHealthState.Isolated:
                host.Log.RouteSetAside(route);
                break;
            case RouteHealthState.Closed:
                host.Log.RouteClosed(route);
                break;
            default:
                break;
        }
    });

    public void StuckChanged(Route route, RouteWorkers workers)
    {
        if (workers.IsStuck)
        {
            host.Log.RouteStuck(route, workers.Stuck);
        }
        else
        {
            host.Log.RouteUnstuck(route);
        }
    }

    public void RoutingKeyFailed(Exception e, bool isSensitive)
    {
        if (throttle.Allows("routing key", out var times))
        {
            host.Log.RoutingKeyFailed(model, Describe("the routing key", e, isSensitive), times);
        }
    }

    /// <summary>Counts what became of a row of a candidate, where somebody listens.</summary>
    public void CandidateRow(Route candidate, string result)
    {
        if (host.CandidateRows.Enabled)
        {
            Count(candidate, result);
        }
    }

    public void RowsDropped(Route candidate, long dropped)
    {
        if (throttle.Allows(("dropped", candidate), out var times))
        {
            host.Log.RowsDropped(candidate, dropped, times);
        }
    }

    public void ShadowFailed(Route shadow, AttemptFailure failure, Exception? exception, bool isSensitive)
    {
        if (throttle.Allows((shadow, failure), out var times))
        {
            host.Log.ShadowFailed(shadow, failure, Describe(shadow.Name, exception, isSensitive), times);
        }
    }

    public void Unpaired(Route candidate, string source, Exception? exception, bool isSensitive)
    {
        if (throttle.Allows(("unpaired", candidate, source), out var times))
        {
            host.Log.Unpaired(candidate, source, Describe(source, exception, isSensitive), times);
        }
    }

    /// <summary>Less is seen of candidates, or kept of what is seen, than was declared.</summary>
    public void EvidenceLacks(string problem, Exception? exception) => host.Log.EvidenceLacks(model, problem, exception);

    // By itself, as what a lambda catches is allocated where its method begins.
    private void Count(Route candidate, string result) => Quietly.Do(() => host.CandidateRows.Add(1, new TagList
    {
        { Tags.Model, model },
        { Tags.Version, candidate.Name },
        { Tags.CandidateRole, candidate.Role.ToString() },
        { Tags.CandidateResult, result },
    }));

    private void ReportAll<TOutput>(in Prediction<TOutput> prediction, bool isSensitive)
    {
        ReportAttempts(prediction, isSensitive);
        ReportViolations(prediction);
        ReportHeuristics(prediction, isSensitive);
        if (prediction.Outcome == PredictionOutcome.Unavailable && throttle.Allows(("unavailable", prediction.Reason), out var times))
        {
            host.Log.Unavailable(model, prediction.Reason, times);
        }
    }

    private void ReportAttempts<TOutput>(in Prediction<TOutput> prediction, bool isSensitive)
    {
        foreach (var attempt in prediction.Attempts)
        {
            if (attempt.Route.Model != model)
            {
                // Another declared model was fallen back to. It has told of its own.
                continue;
            }

            host.Fallbacks.Add(1, new TagList
            {
                { Tags.Model, model },
                { Tags.Version, attempt.Route.Name },
                { Tags.FallbackReason, attempt.Failure.ToString() },
                { Tags.ErrorType, attempt.ErrorType },
            });
            if (throttle.Allows((attempt.Route, attempt.Failure), out var times))
            {
                host.Log.AttemptFailed(
                    model, attempt.Route, attempt.Failure, Describe(attempt.Route.Name, attempt.Exception, isSensitive), string.Join("; ", attempt.Violations), times);
            }
        }
    }

    private void ReportViolations<TOutput>(in Prediction<TOutput> prediction)
    {
        foreach (var violation in prediction.Violations)
        {
            host.Violations.Add(1, new TagList
            {
                { Tags.Model, model },
                { Tags.Column, violation.Column },
                { Tags.Rule, violation.Rule },
                { Tags.Severity, violation.Severity.ToString() },
            });
        }

        if (prediction.Outcome == PredictionOutcome.Rejected)
        {
            // By the first of the rules: which others a row breaks besides makes more causes than anybody reads, and leaves no place for others.
            var first = prediction.Violations is [var one, ..] ? one : null;
            if (throttle.Allows(("rejected", first?.Column, first?.Rule), out var times))
            {
                host.Log.Rejected(model, string.Join("; ", prediction.Violations), times);
            }
        }
    }

    private void ReportHeuristics<TOutput>(in Prediction<TOutput> prediction, bool isSensitive)
    {
        foreach (var fired in prediction.Heuristics)
        {
            host.Heuristics.Add(1, new TagList { { Tags.Model, model }, { Tags.Rule, fired.Name }, { Tags.Effect, fired.Effect.ToString() } });
            if (fired.HasFailed && throttle.Allows(("heuristic", fired.Name), out var times))
            {
                host.Log.HeuristicFailed(model, fired.Name, fired.Because, Describe(fired.Name, fired.Exception, isSensitive), times);
            }
        }
    }

    // What code throws at a row may quote the row: its type and place go to every log, its text to those that ask for payloads, and to none where a
    // schema says that some are sensitive.
    private string Describe(string source, Exception? exception, bool isSensitive)
    {
        if (exception is null)
        {
            return "";
        }

        if (!isSensitive)
        {
            host.Log.Threw(model, source, exception);
        }

        var place = exception.StackTrace?.TrimStart().Split('\n')[0].TrimEnd();
        return $"{exception.GetType().FullName}{(place is null ? "" : " " + place)}";
    }
}
