using MlOps.Registry.Stores;

namespace MlOps.Registry.Caching;

/// <summary>Bytes of the store; where it can't be reached, their copies.</summary>
internal sealed class CachedArtifactStore(IArtifactStore store, BytesCopies copies) : IArtifactStore
{
    public async Task<Stream?> OpenAsync(string digest, CancellationToken cancellationToken)
    {
        Stream? stored;
        try
        {
            stored = await store.OpenAsync(digest, cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryUnavailableException e)
        {
            if (await copies.OpenAsync(digest, e.Message, cancellationToken).ConfigureAwait(false) is { } copy)
            {
                return copy;
            }

            throw;
        }

        return await Task.Run(() => copies.Opened(digest, stored), CancellationToken.None).ConfigureAwait(false);
    }

    public Task<IStagedArtifact> StageAsync(Stream content, CancellationToken cancellationToken) => store.StageAsync(content, cancellationToken);

    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    public IAsyncEnumerable<string> ListStrayAsync(CancellationToken cancellationToken) => store.ListStrayAsync(cancellationToken);

    public Task CheckRemovalAsync(CancellationToken cancellationToken) => store.CheckRemovalAsync(cancellationToken);

    public async Task RemoveAsync(string digest, CancellationToken cancellationToken)
    {
        await store.RemoveAsync(digest, cancellationToken).ConfigureAwait(false);
        copies.Forget(digest);
    }
}
