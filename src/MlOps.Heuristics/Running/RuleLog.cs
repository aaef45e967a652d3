using Microsoft.Extensions.Logging;

namespace MlOps.Heuristics.Running;

/// <summary>What this package logs. Event ids are stable; no message holds a value of a row.</summary>
internal static partial class RuleLog
{
    [LoggerMessage(201, LogLevel.Warning, "Heuristic {Heuristic} of model {Model} can never fire on an answer of {Version}: {Why}")]
    public static partial void NeverFires(this ILogger log, string model, string heuristic, string version, string why);

    [LoggerMessage(202, LogLevel.Warning, "Heuristic {Heuristic} of model {Model} should have been looked at by {Expires:yyyy-MM-dd}; it runs on. Owner: {Owner}. Reason: {Reason}")]
    public static partial void Expired(this ILogger log, string model, string heuristic, DateTimeOffset expires, string? owner, string? reason);

    [LoggerMessage(203, LogLevel.Error, "The rules of model {Model} are not reloaded, those before stand: {Mistakes}")]
    public static partial void ReloadRefused(this ILogger log, string model, string mistakes);

    [LoggerMessage(204, LogLevel.Information, "The rules of model {Model} are {Digest} from now on: {Rules}")]
    public static partial void RulesChanged(this ILogger log, string model, string digest, string rules);
}
