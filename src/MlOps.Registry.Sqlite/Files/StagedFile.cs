using System.Text.RegularExpressions;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Sqlite.Files;

/// <summary>Bytes in a temporary file, flushed, which a rename puts in their place.</summary>
internal sealed partial class StagedFile(RegistryDirectory directory, string temporary) : IStagedArtifact
{
    /// <summary>A name for a temporary file that nobody else has.</summary>
    public static string NewPath(RegistryDirectory directory) => Path.Combine(directory.Artifacts, $"{Path.GetRandomFileName()}.tmp");

    /// <summary>Whether the name is one of <see cref="NewPath"/>; no other temporary file is touched.</summary>
    public static bool IsTemporary(string path) => TemporaryName().IsMatch(Path.GetFileName(path));

    [GeneratedRegex(@"\A[a-z0-9]{8}\.[a-z0-9]{3}\.tmp\z", RegexOptions.CultureInvariant)]
    private static partial Regex TemporaryName();

    public StoredContent Content { get; private set; }

    public async Task WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        var file = directory.Files.Create(temporary);
        await using (file.ConfigureAwait(false))
        {
            Content = await ContentDigest.CopyAsync(content, file, long.MaxValue, () => Task.Run(() => file.Flush(flushToDisk: true), CancellationToken.None), cancellationToken)
                .ConfigureAwait(false);
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
