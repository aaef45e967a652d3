using Microsoft.Extensions.Logging;

namespace MlOps.Routing.Observing;

/// <summary>What this package logs. Event ids are stable; no message holds a value of a row.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Model {Model} is declared: {Pipeline}")]
    public static partial void Declared(this ILogger log, string model, string pipeline);

    [LoggerMessage(2, LogLevel.Information, "Model {Model} serves {Plan}, loaded in {Milliseconds:0} ms")]
    public static partial void Published(this ILogger log, string model, string plan, double milliseconds);

    [LoggerMessage(3, LogLevel.Warning, "Model {Model} serves {Plan} in part: {Problem}")]
    public static partial void PublishedInPart(this ILogger log, string model, string plan, string problem);

    [LoggerMessage(4, LogLevel.Error, "Model {Model} is not served as wanted: {Problem} What answers: {Serving}. Next try: {NextTry}")]
    public static partial void LoadFailed(this ILogger log, string model, string problem, string serving, string nextTry, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "Model {Model} fell back: {Route} failed as {Failure}. {Error} {Violations} (occurrences: {Times})")]
    public static partial void AttemptFailed(
        this ILogger log, string model, Route route, AttemptFailure failure, string error, string violations, long times);

    [LoggerMessage(6, LogLevel.Warning, "Model {Model} rejected an input: {Rules} (occurrences: {Times})")]
    public static partial void Rejected(this ILogger log, string model, string rules, long times);

    [LoggerMessage(7, LogLevel.Warning, "Heuristic {Heuristic} of model {Model} failed: {Because}. {Error} (occurrences: {Times})")]
    public static partial void HeuristicFailed(this ILogger log, string model, string heuristic, string? because, string error, long times);

    [LoggerMessage(8, LogLevel.Error, "Model {Model} has nobody to answer: {Reason} (occurrences: {Times})")]
    public static partial void Unavailable(this ILogger log, string model, UnavailableReason reason, long times);

    [LoggerMessage(9, LogLevel.Error, "The registry can't be watched, failures in a row: {Failures}. {Problem} It is tried again every second, and what is loaded meanwhile goes on serving")]
    public static partial void RegistryUnreachable(this ILogger log, int failures, string problem, Exception exception);

    [LoggerMessage(10, LogLevel.Warning, "Model {Model} waits for a deployment: {Where} holds none. Deploy a version with DeployAsync, or correct the name or the place")]
    public static partial void NothingDeployed(this ILogger log, string model, string where);

    [LoggerMessage(11, LogLevel.Warning, "The routing key of model {Model} could not be taken from a row, which goes to live. {Error} (occurrences: {Times})")]
    public static partial void RoutingKeyFailed(this ILogger log, string model, string error, long times);

    [LoggerMessage(13, LogLevel.Warning, "{Version} was registered with a schema that this host doesn't check by: add {Words} to model {Model}")]
    public static partial void Unchecked(this ILogger log, string model, ModelVersion version, string words);

    [LoggerMessage(14, LogLevel.Warning, "Model {Model}: {Where} holds {Now} and not {Found} any more, which this host had found: the history's end was cut off, or the registry is an older copy. The host follows; compare the registry with a back-up")]
    public static partial void HistoryLost(this ILogger log, string model, string where, string now, string found);

    [LoggerMessage(15, LogLevel.Warning, "{Route} is skipped while another route can be asked: {Failed:P0} of {Samples} calls failed. {LastFailure}. It is tried again at {NextProbe}")]
    public static partial void RouteOpened(this ILogger log, Route route, double failed, long samples, RouteFailure? lastFailure, string nextProbe);

    [LoggerMessage(16, LogLevel.Warning, "{Route} was set aside by hand and is not asked until it is restored")]
    public static partial void RouteSetAside(this ILogger log, Route route);

    [LoggerMessage(17, LogLevel.Information, "{Route} is asked again")]
    public static partial void RouteClosed(this ILogger log, Route route);

    [LoggerMessage(18, LogLevel.Warning, "{Route} is not asked any more: {Stuck} of its workers are stuck in calls that are overdue. It is asked again when one returns or a new plan serves")]
    public static partial void RouteStuck(this ILogger log, Route route, int stuck);

    [LoggerMessage(19, LogLevel.Information, "{Route} is asked again: a worker that was stuck has returned")]
    public static partial void RouteUnstuck(this ILogger log, Route route);

    [LoggerMessage(20, LogLevel.Warning, "{Route} is compared on a share of its rows: {Dropped} were dropped so far, as there were more than its workers can take. Lower SampleShare, or raise MaxWorkers, of the model's Shadow options (occurrences: {Times})")]
    public static partial void RowsDropped(this ILogger log, Route route, long dropped, long times);

    [LoggerMessage(21, LogLevel.Warning, "{Route} gave no valid answer to a row that the live version answered: {Failure}. {Error} (occurrences: {Times})")]
    public static partial void ShadowFailed(this ILogger log, Route route, AttemptFailure failure, string error, long times);

    [LoggerMessage(22, LogLevel.Warning, "{Route} could not be compared on a row, because of {Source}. {Error} (occurrences: {Times})")]
    public static partial void Unpaired(this ILogger log, Route route, string source, string error, long times);

    [LoggerMessage(23, LogLevel.Warning, "Candidates of model {Model}: {Problem}")]
    public static partial void EvidenceLacks(this ILogger log, string model, string problem, Exception? exception);

    [LoggerMessage(25, LogLevel.Warning, "{Version} could not be disposed after its last call: what it holds may stay until the process ends")]
    public static partial void DisposalFailed(this ILogger log, string version, Exception exception);

    [LoggerMessage(12, LogLevel.Trace, "What {Source} of model {Model} threw; its text may hold values of the row")]
    public static partial void Threw(this ILogger log, string model, string source, Exception exception);
}
