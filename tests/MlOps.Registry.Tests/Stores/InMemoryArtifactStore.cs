using System.Collections.Concurrent;

namespace MlOps.Registry.Stores;

internal sealed class InMemoryArtifactStore : IArtifactStore
{
    private readonly ConcurrentDictionary<string, byte[]> _contents = new();

    public async Task<StoredContent> AddAsync(Stream content, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        var stored = await ContentDigest.CopyAsync(content, copy, long.MaxValue, cancellationToken);
        _contents[stored.Digest] = copy.ToArray();
        return stored;
    }

    public Task<Stream?> OpenAsync(string digest, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(_contents.TryGetValue(digest, out var bytes) ? new MemoryStream(bytes, writable: false) : null);

    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken) => _contents.Keys.ToAsyncEnumerable();
}
