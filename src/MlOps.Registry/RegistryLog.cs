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
}
