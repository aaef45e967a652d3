using System.Collections.Concurrent;

namespace MlOps.Registry.Stores;

internal sealed class InMemoryArtifactStore : IArtifactStore
{
    private readonly ConcurrentDictionary<string, byte[]> _contents = new();

    /// <summary>What opening throws; null for nothing.</summary>
    public Exception? Fault { get; set; }

    public async Task<IStagedArtifact> StageAsync(Stream content, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        var stored = await ContentDigest.CopyAsync(content, copy, long.MaxValue, cancellationToken);
        return new Staged(_contents, stored, copy.ToArray());
    }

    public Task<Stream?> OpenAsync(string digest, CancellationToken cancellationToken) => Fault is { } fault
        ? Task.FromException<Stream?>(fault)
        : Task.FromResult<Stream?>(_contents.TryGetValue(digest, out var bytes) ? new MemoryStream(bytes, writable: false) : null);

    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken) =>
        _contents.Keys.Where(ContentDigest.IsValid).Order(StringComparer.Ordinal).ToAsyncEnumerable();

    public IAsyncEnumerable<string> ListStrayAsync(CancellationToken cancellationToken) =>
        _contents.Keys.Where(key => !ContentDigest.IsValid(key)).Order(StringComparer.Ordinal).ToAsyncEnumerable();

    /// <summary>Puts bytes where the store keeps its own, past all that looks at them.</summary>
    public void Plant(string key, byte[] bytes) => _contents[key] = bytes;

    public Task CheckRemovalAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveAsync(string digest, CancellationToken cancellationToken)
    {
        _contents.TryRemove(digest, out _);
        return Task.CompletedTask;
    }

    private sealed class Staged(ConcurrentDictionary<string, byte[]> contents, StoredContent content, byte[] bytes) : IStagedArtifact
    {
        public StoredContent Content => content;

        public Task PublishAsync()
        {
            contents[content.Digest] = bytes;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
