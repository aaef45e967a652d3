using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Json;

/// <summary>Between records and the entries of stores.</summary>
internal static class RegistryJson
{
    public static VersionEntry Write(ModelVersion version) => new(
        version.Model,
        version.Number,
        version.RegistrationId,
        version.Artifact.Digest,
        JsonSerializer.Serialize(version, RegistryJsonContext.Default.ModelVersion));

    public static DeploymentEntry Write(Deployment deployment) =>
        new(deployment.Model, deployment.Number, JsonSerializer.Serialize(deployment, RegistryJsonContext.Default.Deployment));

    public static ModelVersion Read(VersionEntry entry) =>
        Read(entry.Document, RegistryJsonContext.Default.ModelVersion, $"{entry.Model} v{entry.Number}");

    public static Deployment Read(DeploymentEntry entry) =>
        Read(entry.Document, RegistryJsonContext.Default.Deployment, $"{entry.Model} #{entry.Number}");

    private static T Read<T>(string document, JsonTypeInfo<T> type, string name)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(document, type) ?? throw new JsonException("It is null.");
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or NotSupportedException)
        {
            throw new RegistryUnavailableException(
                $"The registry's record of {name} can't be read: {e.Message} It was damaged, or written by a later version of this library: "
                + "restore the store from a back-up, or update the library.",
                e);
        }
    }
}
