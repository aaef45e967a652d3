using System.Runtime.CompilerServices;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Sqlite.Files;

/// <summary>Bytes as files named by their SHA-256. A crash leaves at worst a temporary file or bytes that no version names.</summary>
internal sealed class FileArtifactStore(RegistryDirectory directory, TimeProvider time) : IArtifactStore
{
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);
    private bool _swept;

    public async Task<StoredContent> AddAsync(Stream content, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(directory.Artifacts, $"{Path.GetRandomFileName()}.tmp");
        try
        {
            directory.EnsureRoot();
            DurableFile.CreateDirectory(directory.Artifacts);
            SweepOnce();
            var copied = await WriteAsync(content, temporary, cancellationToken).ConfigureAwait(false);
            await Task.Run(() => Publish(temporary, copied), CancellationToken.None).ConfigureAwait(false);
            return copied;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RegistryUnavailableException(
                $"The bytes couldn't be copied into '{directory.Artifacts}': {e.Message} Nothing was registered. "
                + "See that the directory can be written and the disk has room, and try again.",
                e);
        }
        finally
        {
            Remove(temporary);
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
            return Task.FromResult<Stream?>(DurableFile.OpenRead(directory.Artifact(digest)));
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

    private static async Task<StoredContent> WriteAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        var file = DurableFile.Create(path);
        await using (file.ConfigureAwait(false))
        {
            var copied = await ContentDigest.CopyAsync(content, file, long.MaxValue, cancellationToken).ConfigureAwait(false);
            await Task.Run(() => file.Flush(flushToDisk: true), CancellationToken.None).ConfigureAwait(false);
            return copied;
        }
    }

    // Bytes that are there already are put there again: the same name means the same bytes, and damaged ones are mended by it.
    private void Publish(string temporary, StoredContent copied)
    {
        var path = directory.Artifact(copied.Digest);
        DurableFile.CreateDirectory(Path.GetDirectoryName(path)!);
        DurableFile.Publish(temporary, path);
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
            Remove(file);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A leftover is harmless: a later process removes it.
        }
    }
}
