using MlOps.Registry.Stores;

namespace MlOps.Registry.Sqlite.Files;

/// <summary>Bytes in a temporary file, flushed, which a rename puts in their place.</summary>
internal sealed class StagedFile(RegistryDirectory directory, string temporary) : IStagedArtifact
{
    public StoredContent Content { get; private set; }

    /// <summary>Copies and flushes on a thread of the pool: writing to a file is synchronous underneath.</summary>
    public Task WriteAsync(Stream content, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            FileStream? file = null;
            try
            {
                Content = await ContentDigest
                    .CopyAsync(content, () => file = directory.Files.Create(temporary), long.MaxValue, _ => file!.Flush(flushToDisk: true), cancellationToken)
                    .ConfigureAwait(false);
            }
            finally
            {
                file?.Dispose();
            }
        },
        cancellationToken);

    // A folder is somebody's own, and what is in it isn't known: it isn't replaced.
    // Bytes that are there already are put there again: the same name means the same bytes, and damaged ones are mended by it.
    // It runs where the entry is added, which is a thread of the pool and waits for it.
    public Task PublishAsync()
    {
        var path = directory.Artifact(Content.Digest);
        try
        {
            directory.Files.CreateDirectory(Path.GetDirectoryName(path)!);
            directory.Files.Publish(temporary, path);
            return Task.CompletedTask;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Directory.Exists(path)
                ? new RegistryUnavailableException($"'{path}' is a folder in the place of the bytes. Nothing was registered. Find out who put it there, take it away, and register again.", e)
                : Failed(directory, e);
        }
    }

    public ValueTask DisposeAsync()
    {
        directory.Files.TryDelete(temporary);
        return ValueTask.CompletedTask;
    }

    public static RegistryUnavailableException Failed(RegistryDirectory directory, Exception e) => new(
        $"The bytes couldn't be copied into '{directory.Artifacts}': {e.Message} Nothing was registered. "
        + "See that the directory can be written and the disk has room, and try again.",
        e);
}
