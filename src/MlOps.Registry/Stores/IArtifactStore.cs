namespace MlOps.Registry.Stores;

/// <summary>Keeps bytes under their SHA-256.</summary>
/// <remarks>
/// For whoever writes a store. Safe for any number of threads and processes. A store that can't be reached or used throws
/// <see cref="RegistryUnavailableException"/> and never answers "not there" instead. The registry verifies what it reads.
/// </remarks>
public interface IArtifactStore
{
    /// <summary>
    /// Copies the bytes and keeps them; bytes that it has already are stored once. When this has returned they are durable; when it
    /// has thrown, nothing of them can be found.
    /// </summary>
    /// <param name="content">The bytes, read from where the stream stands to its end; need not be seekable.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    Task<StoredContent> AddAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>Opens the bytes as they are stored, unverified; null where the store was reached and doesn't hold them.</summary>
    Task<Stream?> OpenAsync(string digest, CancellationToken cancellationToken);

    /// <summary>The digests of all that is stored, in no order; what is added or removed meanwhile may be in it or not.</summary>
    IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken);
}
