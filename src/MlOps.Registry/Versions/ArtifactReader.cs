using MlOps.Registry.Json;
using MlOps.Registry.Signing;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Versions;

/// <summary>Opens bytes so that what is read is what was verified: a copy that nobody else can change.</summary>
internal sealed class ArtifactReader(IRegistryStore store, IArtifactStore artifacts, Keyring keys, int maxBytesInMemory)
{
    // From 85,000 bytes on an array is a large object.
    private const int MostOfAnArray = 80_000;

    // Where a byte more comes than was registered, it is copied too, so that the digest tells.
    private const int OneTooMany = 1;

    public Task<Stream> OpenAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        keys.Trusted?.Demand(version);
        return OpenUntrustedAsync(version, cancellationToken);
    }

    /// <summary>Opens the bytes of a version whoever vouches for it, to look whether they are there and sound. They are not to be loaded.</summary>
    public async Task<Stream> OpenUntrustedAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var expected = version.Artifact;
        if (!ContentDigest.IsValid(expected.Digest) || expected.Size < 0)
        {
            throw new ArtifactException(
                $"{version} names no SHA-256 or no size for its bytes, so they can't be verified. Read the version from the registry; if it comes from "
                + "there, the record was damaged: compare the store with a back-up.");
        }

        var stored = await FindAsync(version, cancellationToken).ConfigureAwait(false)
            ?? throw new ArtifactException(
                await FindRemovalAsync(version, cancellationToken).ConfigureAwait(false) is { } removal
                    ? $"The bytes of {version} {Say(removal)} The version is retired; deploy another."
                    : $"The bytes of {version} are gone: the store doesn't hold {Say(expected.Digest, expected.Size)}. {Mend}");
        await using (stored.ConfigureAwait(false))
        {
            return await CopyAsync(version, stored, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The event which says that a version's bytes were removed; null where they are to be there.</summary>
    public async Task<VersionEvent?> FindRemovalAsync(ModelVersion version, CancellationToken cancellationToken) =>
        await store.ReadEventsAsync(version.Model, version.Number, nameof(VersionEventKind.BytesRemoved), after: 0, limit: 1, cancellationToken).ConfigureAwait(false)
            is [var entry] ? RegistryJson.Read(entry) : null;

    private async Task<Stream?> FindAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        try
        {
            return await artifacts.OpenAsync(version.Artifact.Digest, cancellationToken).ConfigureAwait(false);
        }
        catch (ArtifactException e)
        {
            throw new ArtifactException($"The bytes of {version}, {Say(version.Artifact.Digest, version.Artifact.Size)}, were replaced in the store: {e.Message} {Mend}", e);
        }
    }

    /// <summary>The event which says that a version's bytes were removed, where they are not there; else null.</summary>
    public async Task<VersionEvent?> FindLossAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        if (await FindRemovalAsync(version, cancellationToken).ConfigureAwait(false) is not { } removal)
        {
            return null;
        }

        // The same bytes may have been registered again since.
        return await IsThereAsync(version, cancellationToken).ConfigureAwait(false) ? null : removal;
    }

    /// <summary>Whether something lies in the place of a version's bytes, sound or not.</summary>
    public async Task<bool> IsThereAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        try
        {
            if (!ContentDigest.IsValid(version.Artifact.Digest)
                || await artifacts.OpenAsync(version.Artifact.Digest, cancellationToken).ConfigureAwait(false) is not { } stored)
            {
                return false;
            }

            await stored.DisposeAsync().ConfigureAwait(false);
            return true;
        }
        catch (ArtifactException)
        {
            // Something else is in their place.
            return true;
        }
    }

    /// <summary>By whom, when and why bytes were removed, to follow "its bytes" or the like.</summary>
    public static string Say(VersionEvent removal) => $"were removed by {removal.Author} on {removal.At:u}, because: {removal.Text.TrimEnd('.', ' ')}.";

    private const string Mend =
        "Restore them from a back-up, or register the same bytes again, under no registration id that was used, which puts them back in their place; until then deploy another version.";

    private static string Say(string digest, long size) => $"SHA-256 {digest}, {size} bytes";

    private async Task<Stream> CopyAsync(ModelVersion version, Stream stored, CancellationToken cancellationToken)
    {
        var expected = version.Artifact;
        Stream? copy = null;
        try
        {
            copy = expected.Size > maxBytesInMemory ? PrivateFile.Create()
                : expected.Size <= MostOfAnArray ? new MemoryStream((int)expected.Size)
                : NativeBytes.Create(expected.Size + OneTooMany);

            // Whoever comes on a thread of their own, as a load does, leaves those of the pool to the host's calls.
            var found = Thread.CurrentThread.IsThreadPoolThread
                ? await ContentDigest.CopyAsync(stored, copy, expected.Size, cancellationToken).ConfigureAwait(false)
                : await ContentDigest.CopyHereAsync(stored, copy, expected.Size, cancellationToken).ConfigureAwait(false);
            if (found != new StoredContent(expected.Digest, expected.Size))
            {
                throw new ArtifactException(
                    $"The bytes of {version} were altered in the store: {Say(expected.Digest, expected.Size)} were registered, "
                    + (found.Size > expected.Size ? "more bytes are there. " : $"{Say(found.Digest, found.Size)} are there. ") + Mend);
            }

            copy.Position = 0;
            (var result, copy) = (copy, null);
            return result switch
            {
                MemoryStream memory => new MemoryStream(memory.GetBuffer(), 0, (int)memory.Length, writable: false),
                NativeBytes bytes => bytes.ToRead(expected.Size),
                _ => result,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RegistryUnavailableException(
                $"The bytes of {version} couldn't be read from the store or copied to '{Path.GetTempPath()}': {e.Message} "
                + "This says nothing about whether they are sound. See that both can be used, and try again.",
                e);
        }
        finally
        {
            if (copy is not null)
            {
                await copy.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
