using MlOps.Registry.Stores;

namespace MlOps.Registry.Sqlite.Files;

/// <summary>Bytes in a temporary file, flushed, which a rename puts in their place.</summary>
internal sealed class StagedFile(RegistryDirectory directory, string temporary) : IStagedArtifact
{
    private Task _flushing = Task.CompletedTask;

    public StoredContent Content { get; private set; }

    /// <summary>Copies on a thread of the pool, since writing to a file is synchronous underneath. The flushing that follows isn't waited for.</summary>
    public Task WriteAsync(Stream content, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            FileStream? file = null;
            try
            {
                Content = await ContentDigest
                    .CopyAsync(content, () => file = directory.Files.Create(temporary), long.MaxValue, _ => StartFlushing(ref file), cancellationToken)
                    .ConfigureAwait(false);
            }
            finally
            {
                file?.Dispose();
            }
        },
        cancellationToken);

    public async Task FlushAsync()
    {
        try
        {
            await _flushing.ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(directory, e);
        }
    }

    // A folder is somebody's own, and what is in it isn't known: it isn't replaced.
    // Bytes that are there already are put there again: the same name means the same bytes, and damaged ones are mended by it.
    // It runs where the entry is added, which is a thread of the pool and waits for it.
    public async Task PublishAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        var path = directory.Artifact(Content.Digest);
        try
        {
            directory.Files.CreateDirectory(Path.GetDirectoryName(path)!);
            directory.Files.Publish(temporary, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Directory.Exists(path)
                ? new RegistryUnavailableException($"'{path}' is a folder in the place of the bytes. Nothing was registered. Find out who put it there, take it away, and register again.", e)
                : Failed(directory, e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _flushing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        directory.Files.TryDelete(temporary);
    }

    public static RegistryUnavailableException Failed(RegistryDirectory directory, Exception e) => new(
        $"The bytes couldn't be copied into '{directory.Artifacts}': {e.Message} Nothing was registered. "
        + "See that the directory can be written and the disk has room, and try again.",
        e);

    // Whoever flushes the file closes it, so it is no longer the caller's.
    private void StartFlushing(ref FileStream? file)
    {
        (var written, file) = (file!, null);
        _flushing = Task.Run(() =>
        {
            using (written)
            {
                written.Flush(flushToDisk: true);
            }
        });
    }
}
