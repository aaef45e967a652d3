using System.IO.Compression;
using MlOps.Registry.Folders;
using MlOps.Registry.Stores;
using MlOps.Registry.Versions;

namespace MlOps.Registry.Transfer;

/// <summary>
/// A file from anywhere, as a private copy that nobody can change any more, of which every byte that counts was checked. Nothing in it
/// is unpacked or becomes a path.
/// </summary>
internal sealed class ImportArchive : IAsyncDisposable
{
    private const string Mend = "Copy the file again, or export again.";

    private readonly MeteredStream _file;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;

    private ImportArchive(MeteredStream file, ZipArchive archive, Dictionary<string, ZipArchiveEntry> entries, Manifest manifest)
    {
        _file = file;
        _archive = archive;
        _entries = entries;
        Manifest = manifest;
    }

    public Manifest Manifest { get; }

    public static async Task<ImportArchive> OpenAsync(
        Stream source, long maxBytes, bool requireOwnerAndPurpose, FolderLimits limits, CancellationToken cancellationToken)
    {
        MeteredStream? file = null;
        ZipArchive? archive = null;
        try
        {
            file = await CopyAsync(source, maxBytes, cancellationToken).ConfigureAwait(false);
            archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, null, cancellationToken).ConfigureAwait(false);
            var entries = List(archive);
            file.Allowance = long.MaxValue;
            var manifest = ManifestReader.Read(await ReadManifestAsync(entries, cancellationToken).ConfigureAwait(false), requireOwnerAndPurpose);
            await CheckArtifactsAsync(manifest, entries, file.Length, cancellationToken).ConfigureAwait(false);
            await CheckFoldersAsync(manifest, entries, limits, cancellationToken).ConfigureAwait(false);
            var opened = new ImportArchive(file, archive, entries, manifest);
            (file, archive) = (null, null);
            return opened;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new ImportException($"This is no export, or it was damaged: {e.Message} {Mend}", e);
        }
        finally
        {
            await DisposeAsync(archive, file).ConfigureAwait(false);
        }
    }

    public Stream OpenRead(string digest) => _entries[ArchiveNames.Artifact(digest)].Open();

    public ValueTask DisposeAsync() => DisposeAsync(_archive, _file);

    private static async ValueTask DisposeAsync(ZipArchive? archive, MeteredStream? file)
    {
        if (archive is not null)
        {
            await archive.DisposeAsync().ConfigureAwait(false);
        }

        if (file is not null)
        {
            await file.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<MeteredStream> CopyAsync(Stream source, long maxBytes, CancellationToken cancellationToken)
    {
        MeteredStream? copy = null;
        try
        {
            copy = new(PrivateFile.Create()) { Allowance = TransferLimits.DirectoryBytes };
            if (await copy.FillAsync(source, maxBytes, cancellationToken).ConfigureAwait(false) > maxBytes)
            {
                throw new ImportException($"The file is larger than {maxBytes} bytes. Allow more with ImportOptions.MaxBytes, if you know where it comes from.");
            }

            copy.Position = 0;
            (var result, copy) = (copy, null);
            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"The file couldn't be read, or not be copied to '{Path.GetTempPath()}': {e.Message} See that both can be used, and try again.", e);
        }
        finally
        {
            await DisposeAsync(null, copy).ConfigureAwait(false);
        }
    }

    private static Dictionary<string, ZipArchiveEntry> List(ZipArchive archive)
    {
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            // The name is not repeated: it may hold anything.
            if (entry.FullName != ArchiveNames.Manifest && !ArchiveNames.IsArtifact(entry.FullName))
            {
                throw new ImportException($"Entry {entries.Count} of the archive is neither the manifest nor named by a digest. An export holds nothing else.");
            }

            if (entry.CompressedLength != entry.Length || entry.IsEncrypted)
            {
                throw new ImportException($"'{entry.FullName}' is compressed or encrypted. An export holds its entries as they are; import the file as it was written.");
            }

            if (!entries.TryAdd(entry.FullName, entry))
            {
                throw new ImportException($"'{entry.FullName}' is in the archive twice.");
            }
        }

        return entries;
    }

    private static async Task<byte[]> ReadManifestAsync(Dictionary<string, ZipArchiveEntry> entries, CancellationToken cancellationToken)
    {
        if (!entries.TryGetValue(ArchiveNames.Manifest, out var entry))
        {
            throw new ImportException($"The archive has no '{ArchiveNames.Manifest}', so it is no export.");
        }

        if (entry.Length > TransferLimits.ManifestBytes)
        {
            throw new ImportException($"The manifest is larger than {TransferLimits.ManifestBytes} bytes, which none is.");
        }

        var json = new byte[entry.Length];
        var stream = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await stream.ReadExactlyAsync(json, cancellationToken).ConfigureAwait(false);
        }

        return json;
    }

    // Read through and written nowhere, so that what can't be unpacked is known before it is registered.
    private static async Task CheckFoldersAsync(
        Manifest manifest, Dictionary<string, ZipArchiveEntry> entries, FolderLimits limits, CancellationToken cancellationToken)
    {
        foreach (var version in manifest.Versions.Select(v => v.Version).Where(v => v.Artifact.Folder is not null).DistinctBy(v => v.Artifact))
        {
            if (limits.Refusal(version.Artifact) is { } refusal)
            {
                throw new ImportException($"The folder of {version} is said to hold {refusal}.");
            }

            var stream = await entries[ArchiveNames.Artifact(version.Artifact.Digest)].OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                try
                {
                    await FolderReader.ReadAsync(stream, version.Artifact.Folder!, _ => Stream.Null, cancellationToken).ConfigureAwait(false);
                }
                catch (InvalidDataException e)
                {
                    throw new ImportException($"The bytes of {version} are not the folder that the manifest says: {e.Message}", e);
                }
            }
        }
    }

    private static async Task CheckArtifactsAsync(
        Manifest manifest, Dictionary<string, ZipArchiveEntry> entries, long fileSize, CancellationToken cancellationToken)
    {
        var named = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (digest, size, _) in manifest.Versions.Select(v => v.Version.Artifact))
        {
            if (!named.TryAdd(digest, size) && named[digest] != size)
            {
                throw new ImportException($"The manifest gives the bytes with SHA-256 {digest} two sizes.");
            }
        }

        if (entries.Count != named.Count + 1 || entries.Values.Sum(e => e.Length) > fileSize)
        {
            throw new ImportException($"The archive doesn't hold just the bytes that its manifest names. {Mend}");
        }

        foreach (var (digest, size) in named)
        {
            if (!entries.TryGetValue(ArchiveNames.Artifact(digest), out var entry) || entry.Length != size)
            {
                throw new ImportException($"The archive doesn't hold the {size} bytes with SHA-256 {digest} that its manifest names. {Mend}");
            }

            var stream = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                if (await ContentDigest.CopyAsync(stream, Stream.Null, size, cancellationToken).ConfigureAwait(false) != new StoredContent(digest, size))
                {
                    throw new ImportException($"The bytes that should have SHA-256 {digest} were damaged. {Mend}");
                }
            }
        }
    }
}
