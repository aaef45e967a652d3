using MlOps.Routing.Declaration;

namespace MlOps.Routing.Serving;

/// <summary>Serves one declared model in one host.</summary>
internal abstract class ModelServer(ModelDefinition definition) : IAsyncDisposable, IDisposable
{
    public string Name => definition.Name;

    /// <summary>Whether the host's watch of the registry has to tell this server of deployments.</summary>
    public abstract bool FollowsRegistry { get; }

    /// <summary>Starts to load, if nobody has yet, and returns when something serves, or the start failed.</summary>
    /// <exception cref="MlOpsException">The model is required and can't be had.</exception>
    public abstract Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Says that there may be something new; the server looks soon.</summary>
    public abstract void Signal();

    /// <summary>Looks now, and returns when what is wanted serves.</summary>
    public abstract Task RefreshAsync(CancellationToken cancellationToken);

    public abstract ModelStatus GetStatus();

    /// <summary>What was seen of candidates.</summary>
    public abstract IReadOnlyList<CandidateEvidence> GetEvidence();

    /// <summary>Takes a route out by hand.</summary>
    /// <exception cref="ArgumentException">What serves has no such route.</exception>
    public abstract void SetAside(string route);

    /// <summary>Lets a route be asked again.</summary>
    /// <inheritdoc cref="SetAside"/>
    public abstract void Restore(string route);

    /// <summary>Takes no more calls and lets go of what is loaded once those under way have finished; nobody waits for it here.</summary>
    public abstract void BeginToClose();

    public abstract ValueTask DisposeAsync();

    // A container that is disposed synchronously can't wait otherwise.
    public void Dispose() => Task.Run(async () => await DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();
}
