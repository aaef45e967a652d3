using System.Runtime.CompilerServices;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Sqlite.Files;

/// <summary>Bytes as files named by their SHA-256. A crash leaves at worst a temporary file or bytes that no version names.</summary>
internal sealed class FileArtifactStore(RegistryDirectory directory, TimeProvider time) : IArtifactStore
{
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);
    private bool _swept;

    public async Task<IStagedArtifact> StageAsync(Stream content, CancellationToken cancellationToken)
    {
        var staged = new StagedFile(directory, Path.Combine(directory.Artifacts, $"{Path.GetRandomFileName()}.tmp"));
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
            return Task.FromResult<Stream?>(DurableFiles.OpenRead(directory.Artifact(digest)));
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
        // A directory at a time, which is one 256th of all.
        foreach (var group in await Task.Run(() => Names(directory.Artifacts, Directory.EnumerateDirectories), cancellationToken).ConfigureAwait(false))
        {
            foreach (var file in await Task.Run(() => Names(group, Directory.EnumerateFiles), cancellationToken).ConfigureAwait(false))
            {
                if (ContentDigest.IsValid(Path.GetFileName(file)))
                {
                    yield return Path.GetFileName(file);
                }
            }
        }
    }

    public Task CheckRemovalAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var probe = Path.Combine(directory.Artifacts, $"{Path.GetRandomFileName()}.tmp");
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

    // A process that was killed while copying leaves a file behind; one of today may be another process's work.
    private void SweepOnce()
    {
        if (Interlocked.Exchange(ref _swept, true))
        {
            return;
        }

        var before = time.GetUtcNow().UtcDateTime - LeftoverAge;
        foreach (var file in Directory.EnumerateFiles(directory.Artifacts, "*.tmp").Where(f => File.GetLastWriteTimeUtc(f) < before))
        {
            directory.Files.TryDelete(file);
        }
    }
}
