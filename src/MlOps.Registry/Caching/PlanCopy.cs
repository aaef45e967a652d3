using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Caching;

/// <summary>A deployment as it was read from a registry. The only file of the cache whose name doesn't say what is in it.</summary>
/// <param name="Location">The registry.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Number">The deployment's number.</param>
/// <param name="Sequence">Its place among all deployments of the registry.</param>
/// <param name="Document">The record, letter by letter.</param>
/// <param name="ReadAt">When the registry was last asked for it and held it.</param>
internal sealed record PlanCopy(string Location, string Model, int Number, long Sequence, string Document, DateTimeOffset ReadAt)
{
    private const int DigestLength = 64;

    [JsonIgnore]
    public DeploymentEntry Entry => new(Model, Number, Document) { Sequence = Sequence };

    /// <summary>The deployment; its own model and number are those of the copy.</summary>
    [JsonIgnore]
    public Deployment Deployment => field ??= RegistryJson.Read(Entry);

    /// <summary>Where the copy of a model's plan is: no name becomes part of a path.</summary>
    public static string NameOf(string location, string model) =>
        ContentDigest.Of(Encoding.UTF8.GetBytes($"plan\n{location}\n{model}"));

    /// <summary>The digest of what follows, a line feed, and that: a bit that flips shows.</summary>
    public byte[] Write()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, CacheJsonContext.Default.PlanCopy);
        return [.. Encoding.ASCII.GetBytes(ContentDigest.Of(json)), (byte)'\n', .. json];
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It isn't that.</exception>
    public static PlanCopy Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= DigestLength
            || bytes[DigestLength] != '\n'
            || Encoding.ASCII.GetString(bytes[..DigestLength]) != ContentDigest.Of(bytes[(DigestLength + 1)..]))
        {
            throw new InvalidDataException("it was altered or cut off.");
        }

        try
        {
            var copy = JsonSerializer.Deserialize(bytes[(DigestLength + 1)..], CacheJsonContext.Default.PlanCopy);
            return copy is { Location: not null, Model: not null, Document: not null, Deployment.Plan: not null }
                ? copy
                : throw new InvalidDataException("it is no copy of a plan.");
        }
        catch (Exception e) when (e is JsonException or RegistryUnavailableException)
        {
            throw new InvalidDataException("what it holds can't be read as a plan.", e);
        }
    }
}
