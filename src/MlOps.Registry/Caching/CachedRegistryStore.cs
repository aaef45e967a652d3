using MlOps.Registry.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Caching;

/// <summary>Records of the store; where it can't be reached, the copies of the last plan and of the versions that it names.</summary>
internal sealed class CachedRegistryStore(IRegistryStore store, PlanCopies copies, MissingCopies missing) : IRegistryStore
{
    public string Location => store.Location;

    public async Task<DeploymentEntry?> FindLastDeploymentAsync(string model, CancellationToken cancellationToken)
    {
        var asked = copies.Now;
        DeploymentEntry? entry;
        try
        {
            entry = await store.FindLastDeploymentAsync(model, cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryUnavailableException e)
        {
            if (await Task.Run(() => copies.FindPlan(model, e), cancellationToken).ConfigureAwait(false) is { } copy)
            {
                return copy;
            }

            throw;
        }

        if (!copies.HasRead(model, entry, asked))
        {
            await Task.Run(() => copies.KeepPlan(model, entry, asked), CancellationToken.None).ConfigureAwait(false);
            missing.Begin(model);
        }

        return entry;
    }

    public async Task<VersionEntry?> FindVersionAsync(string model, int number, CancellationToken cancellationToken)
    {
        VersionEntry? entry;
        try
        {
            entry = await store.FindVersionAsync(model, number, cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryUnavailableException e)
        {
            if (await Task.Run(() => copies.FindRecord(model, number, e), cancellationToken).ConfigureAwait(false) is { } copy)
            {
                return copy;
            }

            throw;
        }

        if (entry is not null)
        {
            await Task.Run(() => copies.KeepRecord(entry), CancellationToken.None).ConfigureAwait(false);
        }

        return entry;
    }

    public async Task<bool> TryAddDeploymentAsync(DeploymentEntry entry, int eventsSeen, CancellationToken cancellationToken)
    {
        var added = await store.TryAddDeploymentAsync(entry, eventsSeen, cancellationToken).ConfigureAwait(false);
        if (added)
        {
            copies.GoOnFrom(RegistryJson.Read(entry));
        }

        return added;
    }

    public Task<bool> TryAddVersionAsync(VersionEntry entry, Func<Task> publish, CancellationToken cancellationToken) =>
        store.TryAddVersionAsync(entry, publish, cancellationToken);

    public Task<VersionEntry?> FindRegistrationAsync(string model, string registrationId, CancellationToken cancellationToken) =>
        store.FindRegistrationAsync(model, registrationId, cancellationToken);

    public Task<VersionEntry?> FindLastVersionAsync(string model, CancellationToken cancellationToken) => store.FindLastVersionAsync(model, cancellationToken);

    public Task<IReadOnlyList<VersionEntry>> ReadVersionsAsync(string model, int after, int limit, CancellationToken cancellationToken) =>
        store.ReadVersionsAsync(model, after, limit, cancellationToken);

    public Task<IReadOnlyList<VersionEntry>> ReadNamingAsync(
        string artifactDigest, (string Model, int Number) after, int limit, CancellationToken cancellationToken) =>
        store.ReadNamingAsync(artifactDigest, after, limit, cancellationToken);

    public Task<bool> TryRemoveAsync(string artifactDigest, string saying, Func<Task> remove, CancellationToken cancellationToken) =>
        store.TryRemoveAsync(artifactDigest, saying, remove, cancellationToken);

    public Task<IReadOnlyList<string>> ReadModelsAsync(string after, int limit, CancellationToken cancellationToken) =>
        store.ReadModelsAsync(after, limit, cancellationToken);

    public Task<IReadOnlyList<string>> ReadLostModelsAsync(string after, int limit, CancellationToken cancellationToken) =>
        store.ReadLostModelsAsync(after, limit, cancellationToken);

    public Task<IReadOnlyList<DeploymentEntry>> ReadDeploymentsAsync(string model, int before, int limit, CancellationToken cancellationToken) =>
        store.ReadDeploymentsAsync(model, before, limit, cancellationToken);

    public Task<IReadOnlyList<DeploymentEntry>> ReadChangesAsync(long after, int limit, CancellationToken cancellationToken) =>
        store.ReadChangesAsync(after, limit, cancellationToken);

    public Task<bool> TryAddEventAsync(VersionEventEntry entry, int deploymentsSeen, CancellationToken cancellationToken) =>
        store.TryAddEventAsync(entry, deploymentsSeen, cancellationToken);

    public Task<VersionEventEntry?> FindLastEventAsync(string model, CancellationToken cancellationToken) => store.FindLastEventAsync(model, cancellationToken);

    public Task<IReadOnlyList<VersionEventEntry>> ReadEventsAsync(
        string model, int? version, string? kind, int after, int limit, CancellationToken cancellationToken) =>
        store.ReadEventsAsync(model, version, kind, after, limit, cancellationToken);
}
