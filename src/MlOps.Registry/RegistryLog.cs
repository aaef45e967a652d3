using Microsoft.Extensions.Logging;

namespace MlOps.Registry;

/// <summary>What the registry tells a log. Event ids are 3000 to 3099 and keep their meaning.</summary>
internal static partial class RegistryLog
{
    [LoggerMessage(3001, LogLevel.Information, "Registered {Version} with artifact {Digest} ({Size} bytes).")]
    public static partial void Registered(ILogger logger, ModelVersion version, string digest, long size);

    [LoggerMessage(3002, LogLevel.Information, "Registration {RegistrationId} had made {Version} already; nothing was registered.")]
    public static partial void AlreadyRegistered(ILogger logger, string? registrationId, ModelVersion version);

    [LoggerMessage(3003, LogLevel.Information, "Deployed {Deployment}, because: {Because}")]
    public static partial void Deployed(ILogger logger, Deployment deployment, ChangeReason because);

    [LoggerMessage(3004, LogLevel.Warning, "Rolled back. {Explanation} Because: {Because}")]
    public static partial void RolledBack(ILogger logger, string explanation, ChangeReason because);

    [LoggerMessage(3005, LogLevel.Information, "Collection retired {Version}, because: {Because}")]
    public static partial void Retired(ILogger logger, string version, ChangeReason because);

    [LoggerMessage(3006, LogLevel.Information, "Collection removed {Artifact}, because: {Because}")]
    public static partial void Removed(ILogger logger, RemovedArtifact artifact, ChangeReason because);

    [LoggerMessage(3007, LogLevel.Error, "A watch passed over {Model} #{Number}: {Problem}")]
    public static partial void PassedOver(ILogger logger, string model, int number, string problem);

    [LoggerMessage(3008, LogLevel.Warning, "The registry can't be reached, and its copies in '{Directory}' stand in, first for {Model}: {What}, read {Age} ago. {Problem}")]
    public static partial void CopyStandsIn(ILogger logger, string directory, string model, string what, TimeSpan age, string problem);

    [LoggerMessage(3009, LogLevel.Information, "The registry answers again after {Duration}; copies no longer stand in.")]
    public static partial void Reached(ILogger logger, TimeSpan duration);

    [LoggerMessage(3010, LogLevel.Warning, "The copy '{File}' in '{Directory}' isn't used: {Problem}")]
    public static partial void CopyRefused(ILogger logger, string file, string directory, string problem);

    [LoggerMessage(3011, LogLevel.Warning, "Nothing can be kept in '{Directory}', so a start without the registry will lack it: {Problem} This host goes on, and tries again.")]
    public static partial void NothingKept(ILogger logger, string directory, string problem);

    [LoggerMessage(3012, LogLevel.Warning, "{Plan} isn't kept in '{Directory}', so a start without the registry won't serve it: {Problem}")]
    public static partial void DoesNotFit(ILogger logger, string plan, string directory, string problem);

    [LoggerMessage(3013, LogLevel.Debug, "The copy of {What} in '{Directory}', read {Age} ago, stands in.")]
    public static partial void AnotherStandsIn(ILogger logger, string what, string directory, TimeSpan age);
}
