namespace MlOps.Registry.Stores;

/// <summary>Bytes that a store has taken whole and doesn't show yet. Who disposes it gives up what wasn't published.</summary>
public interface IStagedArtifact : IAsyncDisposable
{
    /// <summary>What was copied.</summary>
    StoredContent Content { get; }

    /// <summary>
    /// Puts the bytes in their place, whatever lies there. When this has returned they are durable; it is short, for others wait
    /// meanwhile. Called once at most.
    /// </summary>
    Task PublishAsync();
}
