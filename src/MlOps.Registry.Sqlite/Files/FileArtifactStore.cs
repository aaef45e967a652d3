using System.Runtime.CompilerServices;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Sqlite.Files;

/// <summary>Bytes as files named by their SHA-256. A crash leaves at worst a temporary file or bytes that no version names.</summary>
internal sealed class FileArtifactStore(RegistryDirectory directory, TimeProvider time) : IArtifactStore
{
    private bool _swept;

    public async Task<IStagedArtifact> StageAsync(Stream content, CancellationToken cancellationToken)
    {
        var staged = new StagedFile(directory, TemporaryFile.NewPath(directory.Artifacts));
        try
        {
            directory.EnsureRoot();
            directory.Files.CreateDirectory(directory.Artifacts);
            SweepOnce();
            await staged.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            return staged;
        }
        catch (Exception e)
        {
            await staged.DisposeAsync().ConfigureAwait(false);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw StagedFile.Failed(directory, e);
            }

            throw;
        }
    }

    public Task<Stream?> OpenAsync(string digest, CancellationToken cancellationToken)
    {
        if (!ContentDigest.IsValid(digest))
        {
            throw new ArgumentException("A digest is 64 digits of 0-9 and a-f.", nameof(digest));
        }

        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult<Stream?>(RegularFile.OpenRead(directory.Artifact(digest)));
        }
        catch (InvalidDataException e)
        {
            // Somebody put it there. It isn't followed: it may lead to another user's file, or to a device that gives bytes without end.
            throw new ArtifactException(e.Message, e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && Directory.Exists(directory.Artifacts))
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RegistryUnavailableException(
                $"The bytes in '{directory.Artifacts}' can't be reached: {e.Message} "
                + "This says nothing about whether they are there. See that the disk is mounted and this user may read it.",
                e);
        }
    }

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (path, isOwn) in WalkAsync(cancellationToken).ConfigureAwait(false))
        {
            if (isOwn)
            {
                yield return Path.GetFileName(path);
            }
        }
    }

    public async IAsyncEnumerable<string> ListStrayAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (path, isOwn) in WalkAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!isOwn)
            {
                yield return Path.GetRelativePath(directory.Root, path);
            }
        }
    }

    public Task CheckRemovalAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var probe = TemporaryFile.NewPath(directory.Artifacts);
            try
            {
                directory.Files.Create(probe).Dispose();
                directory.Files.Delete(probe);
            }
            catch (DirectoryNotFoundException) when (Directory.Exists(directory.Root) && !Path.Exists(directory.Artifacts))
            {
                // Nothing was registered yet.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new RegistryUnavailableException(
                    $"Nothing can be removed from '{directory.Artifacts}': {e.Message} Nothing was changed. See that this user may write the directory.", e);
            }
        },
        cancellationToken);

    // That the name is gone needs no flushing: a file that comes back after a power cut is removed by the next collection.
    public Task RemoveAsync(string digest, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                directory.Files.Delete(directory.Artifact(digest));
            }
            catch (DirectoryNotFoundException) when (Directory.Exists(directory.Artifacts))
            {
                // Nor is the directory that it would be in.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new RegistryUnavailableException(
                    $"The bytes '{directory.Artifact(digest)}' can't be removed: {e.Message} The versions that name them are marked already; nothing "
                    + "is lost by it. See that this user may write the directory and that no program holds the file, and collect again, which completes it.",
                    e);
            }
        },
        cancellationToken);

    // All that is there but temporary files. A directory at a time, which is one 256th of all.
    private async IAsyncEnumerable<(string Path, bool IsOwn)> WalkAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entry in await Task.Run(() => Names(directory.Artifacts, Directory.EnumerateFileSystemEntries), cancellationToken).ConfigureAwait(false))
        {
            if (TemporaryFile.IsTemporary(entry))
            {
                continue;
            }

            // What a link leads to belongs to others.
            if (!IsGroup(entry))
            {
                yield return (entry, false);
                continue;
            }

            foreach (var file in await Task.Run(() => Names(entry, Directory.EnumerateFileSystemEntries), cancellationToken).ConfigureAwait(false))
            {
                var name = Path.GetFileName(file);
                yield return (file, ContentDigest.IsValid(name) && directory.Artifact(name) == file && RegularFile.IsRegular(file));
            }
        }
    }

    private static bool IsGroup(string path) =>
        Path.GetFileName(path) is [var a, var b] && char.IsAsciiHexDigitLower(a) && char.IsAsciiHexDigitLower(b)
        && new DirectoryInfo(path) is { Exists: true, LinkTarget: null };

    private List<string> Names(string path, Func<string, IEnumerable<string>> list)
    {
        try
        {
            return [.. list(path).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException) when (Directory.Exists(directory.Root))
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RegistryUnavailableException($"'{path}' can't be listed: {e.Message} See that the disk is mounted and this user may read it.", e);
        }
    }

    private void SweepOnce()
    {
        if (Interlocked.Exchange(ref _swept, true))
        {
            return;
        }

        foreach (var file in TemporaryFile.FindLeftovers(directory.Artifacts, time))
        {
            directory.Files.TryDelete(file);
        }
    }
}
