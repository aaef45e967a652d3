using MlOps.Registry.Stores;

namespace MlOps.Registry.Sqlite.Files;

/// <summary>Bytes in a temporary file, flushed, which a rename puts in their place.</summary>
internal sealed class StagedFile(RegistryDirectory directory, string temporary) : IStagedArtifact
{
    public StoredContent Content { get; private set; }

    public async Task WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        var file = directory.Files.Create(temporary);
        await using (file.ConfigureAwait(false))
        {
            Content = await ContentDigest.CopyAsync(content, file, long.MaxValue, cancellationToken).ConfigureAwait(false);
            await Task.Run(() => file.Flush(flushToDisk: true), CancellationToken.None).ConfigureAwait(false);
        }
    }

    // Bytes that are there already are put there again: the same name means the same bytes, and damaged ones are mended by it.
    public Task PublishAsync() => Task.Run(() =>
    {
        try
        {
            var path = directory.Artifact(Content.Digest);
            directory.Files.CreateDirectory(Path.GetDirectoryName(path)!);
            directory.Files.Publish(temporary, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(directory, e);
        }
    });

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
