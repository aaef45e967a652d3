using System.Collections.Concurrent;
using System.Text;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Caching;

/// <summary>The records of versions, each under its own digest: whoever names it so gets that very record, or none.</summary>
internal sealed class RecordCopies(CacheShelf shelf)
{
    // What was found sound here: it needn't be read again to know that it is still there, and which bytes it names.
    private readonly ConcurrentDictionary<string, (int Length, ArtifactInfo Bytes)> _sound = new(StringComparer.Ordinal);

    public VersionEntry? Find(string model, int number, string digest) => !ContentDigest.IsValid(digest) ? null : shelf.Look(PathOf(digest), path =>
    {
        if (shelf.Files.Read(path) is not { } bytes)
        {
            return null;
        }

        if (ContentDigest.Of(bytes) != digest)
        {
            throw new InvalidDataException("it was altered or cut off.");
        }

        try
        {
            var entry = RegistryJson.EntryOf(model, number, Encoding.UTF8.GetString(bytes));
            _sound[digest] = (bytes.Length, RegistryJson.Read(entry).Artifact);
            return entry;
        }
        catch (RegistryUnavailableException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    });

    public VersionEntry? Find(Deployment plan, int number) =>
        ModelCopies.Digest(plan, number) is { } digest ? Find(plan.Model, number, digest) : null;

    /// <summary>The bytes of a version that a plan names; null where its record isn't here.</summary>
    public ArtifactInfo? BytesOf(Deployment plan, int number) =>
        ModelCopies.Digest(plan, number) is { } digest && (IsHere(digest) || Find(plan.Model, number, digest) is not null) && _sound.TryGetValue(digest, out var sound)
            ? sound.Bytes
            : null;

    public void Keep(VersionEntry entry, ModelVersion version)
    {
        if (!IsHere(version.Digest) && Find(entry.Model, entry.Number, version.Digest) is null)
        {
            var bytes = Encoding.UTF8.GetBytes(entry.Document);
            shelf.Write(PathOf(version.Digest), bytes, flush: true);
            _sound[version.Digest] = (bytes.Length, version.Artifact);
        }
    }

    /// <summary>Whether a record that was found sound is still there, as far as its length says.</summary>
    public bool IsHere(string? digest) => digest is not null && _sound.TryGetValue(digest, out var sound) && CacheDirectory.IsThere(PathOf(digest), sound.Length);

    private string PathOf(string digest) => shelf.Files.PathOf(digest, CacheFileKind.Record);
}
