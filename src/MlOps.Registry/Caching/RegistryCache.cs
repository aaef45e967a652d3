using Microsoft.Extensions.Logging;
using MlOps.Registry.Signing;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Caching;

/// <summary>Copies of what a host serves, on its own disk, and the stores that keep and use them.</summary>
internal sealed class RegistryCache(RegistryCacheOptions options, Keyring keys, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private PlanCopies? _plans;

    /// <summary>Wraps a registry's stores.</summary>
    public (IRegistryStore Store, IArtifactStore Artifacts) Over(IRegistryStore store, IArtifactStore artifacts)
    {
        var files = new CacheDirectory(options.Directory, time);
        var (shelf, room) = (new CacheShelf(files, logger), new CacheRoom(files, options.MaxBytes, time));
        _plans = new(store.Location, shelf, room, options, keys, time, logger);
        var bytes = new BytesCopies(_plans, shelf, room, time, logger);
        var missing = new MissingCopies(store, artifacts, _plans, bytes, shelf, time, _stopping.Token);
        return (new CachedRegistryStore(store, _plans, missing), new CachedArtifactStore(artifacts, bytes));
    }

    /// <inheritdoc cref="PlanCopies.StandsInSince"/>
    public DateTimeOffset? StandsInSince(string model) => _plans?.StandsInSince(model);

    /// <inheritdoc cref="PlanCopies.Serves"/>
    public void Serves(Deployment deployment) => _plans?.Serves(deployment);

    /// <summary>What is being fetched again is for a later start, and keeps nobody.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }
}
