namespace MlOps.Registry.Stores;

/// <summary>Keeps bytes under their SHA-256.</summary>
/// <remarks>
/// For whoever writes a store. Safe for any number of threads and processes. A store that can't be reached or used throws
/// <see cref="RegistryUnavailableException"/> and never answers "not there" instead. The registry verifies what it reads.
/// </remarks>
public interface IArtifactStore
{
    /// <summary>Copies the bytes, which nobody finds before they are published; bytes that it has already are stored once.</summary>
    /// <param name="content">The bytes, read from where the stream stands to its end; need not be seekable.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    Task<IStagedArtifact> StageAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>Opens the bytes as they are stored, unverified; null where the store was reached and doesn't hold them.</summary>
    /// <exception cref="ArtifactException">Something is in their place that is no bytes, such as a symbolic link to a device.</exception>
    Task<Stream?> OpenAsync(string digest, CancellationToken cancellationToken);

    /// <summary>The digests of all that is stored, in no order; what is added or removed meanwhile may be in it or not.</summary>
    IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What lies where the store keeps its bytes and isn't its own, as a person finds it, such as a path: not what <see cref="ListAsync"/>
    /// lists and not what is being staged. In no order. None of it is ever opened or removed.
    /// </summary>
    IAsyncEnumerable<string> ListStrayAsync(CancellationToken cancellationToken);

    /// <summary>Throws where nothing can be removed, such as in a folder that may not be written: asked before anything is said to go.</summary>
    Task CheckRemovalAsync(CancellationToken cancellationToken);

    /// <summary>Removes bytes; bytes that aren't there are removed already. Who has opened them reads on.</summary>
    Task RemoveAsync(string digest, CancellationToken cancellationToken);
}
