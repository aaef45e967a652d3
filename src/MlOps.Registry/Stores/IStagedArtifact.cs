namespace MlOps.Registry.Stores;

/// <summary>Bytes that a store has taken whole and doesn't show yet. Who disposes it gives up what wasn't published.</summary>
public interface IStagedArtifact : IAsyncDisposable
{
    /// <summary>What was copied.</summary>
    StoredContent Content { get; }

    /// <summary>Waits for what can be done before the bytes are published and need not be done before their digest is known, such as flushing them.</summary>
    Task FlushAsync() => Task.CompletedTask;

    /// <summary>
    /// Puts the bytes in their place, whatever lies there. When this has returned they are durable; after <see cref="FlushAsync"/> it is
    /// short, for others wait meanwhile. Called once at most.
    /// </summary>
    Task PublishAsync();
}
