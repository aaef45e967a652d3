using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Json;

/// <summary>Between records and the entries of stores.</summary>
internal static class RegistryJson
{
    public static VersionEntry Write(ModelVersion version) => Write(version, out _);

    /// <param name="version">The version.</param>
    /// <param name="kept">The version as whoever reads the entry gets it.</param>
    /// <exception cref="ArgumentException">It holds what JSON can't keep.</exception>
    public static VersionEntry Write(ModelVersion version, out ModelVersion kept)
    {
        var entry = WriteKept(version);
        kept = Kept(version.ToString(), entry.Document, () => Read(entry));
        return entry;
    }

    /// <summary>Writes a version that was read back before, with nothing new in it that JSON couldn't keep.</summary>
    public static VersionEntry WriteKept(ModelVersion version) => new(
        version.Model,
        version.Number,
        RegistrationIds.Of(version),
        version.Artifact.Digest,
        JsonSerializer.Serialize(version, RegistryJsonContext.Default.ModelVersion));

    public static DeploymentEntry Write(Deployment deployment) => Write(deployment, out _);

    /// <inheritdoc cref="Write(ModelVersion, out ModelVersion)"/>
    public static DeploymentEntry Write(Deployment deployment, out Deployment kept)
    {
        var entry = WriteUnchecked(deployment);
        kept = Kept($"{deployment.Model} #{deployment.Number}", entry.Document, () => Read(entry));
        return entry;
    }

    /// <inheritdoc cref="Write(ModelVersion, out ModelVersion)"/>
    public static VersionEventEntry Write(VersionEvent said)
    {
        var entry = WriteUnchecked(said);
        Kept($"event {said.Number} of {said.Model}", entry.Document, () => Read(entry));
        return entry;
    }

    // An even number of back-slashes before it are texts that end in them.
    private static bool HoldsReplacement(string document)
    {
        const string Replacement = "\\uFFFD";
        for (var at = Find(0); at >= 0; at = Find(at + 1))
        {
            if ((at - document.AsSpan(0, at).TrimEnd('\\').Length) % 2 == 0)
            {
                return true;
            }
        }

        return false;

        int Find(int from) => document.IndexOf(Replacement, from, StringComparison.OrdinalIgnoreCase);
    }

    // A record that couldn't be read again would stand in the way for good.
    private static T Kept<T>(string name, string document, Func<T> read)
    {
        // What JSON writes for half a surrogate pair, which it can't hold.
        if (HoldsReplacement(document))
        {
            throw new ArgumentException($"A text of {name} holds half a surrogate pair, or the character U+FFFD that stands for one. Nothing was kept; mend the text.");
        }

        try
        {
            return read();
        }
        catch (RegistryUnavailableException e)
        {
            throw new ArgumentException(
                $"What is said of {name} can't be kept, since it couldn't be read again: {e.InnerException?.Message ?? e.Message} Nothing was kept; look for a null where a value belongs.", e);
        }
    }

    private static DeploymentEntry WriteUnchecked(Deployment deployment) =>
        new(deployment.Model, deployment.Number, JsonSerializer.Serialize(deployment, RegistryJsonContext.Default.Deployment));

    private static VersionEventEntry WriteUnchecked(VersionEvent said) => new(
        said.Model, said.Number, said.Version, said.Kind.ToString(), JsonSerializer.Serialize(said, RegistryJsonContext.Default.VersionEvent));

    public static ModelVersion Read(VersionEntry entry)
    {
        var version = Read(entry.Document, RegistryJsonContext.Default.ModelVersion, $"{entry.Model} v{entry.Number}", v =>
            (v.Model, v.Number, v.Artifact.Digest, RegistrationIds.Of(v)) == (entry.Model, entry.Number, entry.ArtifactDigest, entry.RegistrationId));
        return version with { Digest = DigestOf(entry.Document) };
    }

    /// <summary>The entry of a version's record that was kept alone.</summary>
    /// <exception cref="RegistryUnavailableException">It is none, or that of another version.</exception>
    public static VersionEntry EntryOf(string model, int number, string document)
    {
        var version = Read(document, RegistryJsonContext.Default.ModelVersion, $"{model} v{number}", v =>
            (v.Model, v.Number) == (model, number) && v.Artifact is { Digest: not null });
        return new(model, number, RegistrationIds.Of(version), version.Artifact.Digest, document);
    }

    public static Deployment Read(DeploymentEntry entry)
    {
        var deployment = Read(entry.Document, RegistryJsonContext.Default.Deployment, $"{entry.Model} #{entry.Number}", d =>
            (d.Model, d.Number) == (entry.Model, entry.Number));
        return deployment with { Digest = DigestOf(entry.Document) };
    }

    public static VersionEvent Read(VersionEventEntry entry) =>
        Read(entry.Document, RegistryJsonContext.Default.VersionEvent, $"event {entry.Number} of {entry.Model}", said =>
            (said.Model, said.Number, said.Version, said.Kind.ToString()) == (entry.Model, entry.Number, entry.Version, entry.Kind));

    // Over the text as it is kept, letter by letter: nothing depends on how it might be written anew.
    public static string DigestOf(string document) => ContentDigest.Of(Encoding.UTF8.GetBytes(document));

    /// <param name="document">The record.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="isInItsPlace">Whether it says of itself what the store says of it: a record that is sound, and signed, may have been put in another's place.</param>
    private static T Read<T>(string document, JsonTypeInfo<T> type, string name, Func<T, bool> isInItsPlace)
        where T : class
    {
        try
        {
            var read = JsonSerializer.Deserialize(document, type) ?? throw new JsonException("It is null.");
            return isInItsPlace(read) ? read : throw new JsonException($"It isn't the one of this place: the text is that of {read}, or of other bytes or another registration.");
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
