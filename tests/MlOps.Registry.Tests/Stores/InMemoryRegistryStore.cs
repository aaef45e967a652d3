namespace MlOps.Registry.Stores;

/// <summary>A store for tests of the rules: quick, and it fails when told to.</summary>
internal sealed class InMemoryRegistryStore : IRegistryStore
{
    private readonly Lock _lock = new();
    private readonly List<VersionEntry> _versions = [];
    private readonly List<DeploymentEntry> _deployments = [];
    private readonly List<VersionEventEntry> _events = [];

    /// <summary>Runs before each call, with the method's name.</summary>
    public Action<string> Before { get; set; } = _ => { };

    public string Location => "a registry in memory";

    /// <summary>What somebody does who owns the store.</summary>
    public void Tamper(Action<List<VersionEntry>, List<DeploymentEntry>> how)
    {
        lock (_lock)
        {
            how(_versions, _deployments);
        }
    }

    public Task<bool> TryAddVersionAsync(VersionEntry entry, Func<Task> publish, CancellationToken cancellationToken) => Do(nameof(TryAddVersionAsync), () =>
    {
        var mine = _versions.Where(v => v.Model == entry.Model).ToList();
        if (entry.Number != mine.Count + 1 || (entry.RegistrationId is { } id && mine.Exists(v => v.RegistrationId == id)))
        {
            return false;
        }

        publish().GetAwaiter().GetResult();
        _versions.Add(entry);
        return true;
    });

    public Task<VersionEntry?> FindVersionAsync(string model, int number, CancellationToken cancellationToken) =>
        Do(nameof(FindVersionAsync), () => _versions.Find(v => v.Model == model && v.Number == number));

    public Task<VersionEntry?> FindRegistrationAsync(string model, string registrationId, CancellationToken cancellationToken) =>
        Do(nameof(FindRegistrationAsync), () => _versions.Find(v => v.Model == model && v.RegistrationId == registrationId));

    public Task<VersionEntry?> FindLastVersionAsync(string model, CancellationToken cancellationToken) =>
        Do(nameof(FindLastVersionAsync), () => _versions.FindLast(v => v.Model == model));

    public Task<IReadOnlyList<VersionEntry>> ReadVersionsAsync(string model, int after, int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<VersionEntry>>(
            nameof(ReadVersionsAsync), () => [.. _versions.Where(v => v.Model == model && v.Number > after).Take(limit)]);

    public Task<IReadOnlyList<string>> ReadModelsAsync(string after, int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<string>>(nameof(ReadModelsAsync), () =>
        [
            .. _versions.Select(v => v.Model).Distinct().Where(m => string.CompareOrdinal(m, after) > 0).Order(StringComparer.Ordinal).Take(limit),
        ]);

    public Task<IReadOnlyList<string>> ReadLostModelsAsync(string after, int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<string>>(nameof(ReadLostModelsAsync), () =>
        [
            .. _deployments.Select(d => d.Model).Concat(_events.Select(e => e.Model)).Except(_versions.Select(v => v.Model))
                .Where(m => string.CompareOrdinal(m, after) > 0).Order(StringComparer.Ordinal).Take(limit),
        ]);

    public Task<IReadOnlyList<VersionEntry>> ReadNamingAsync(
        string artifactDigest, (string Model, int Number) after, int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<VersionEntry>>(nameof(ReadNamingAsync), () =>
        [
            .. _versions.Where(v => v.ArtifactDigest == artifactDigest)
                .OrderBy(v => v.Model, StringComparer.Ordinal).ThenBy(v => v.Number)
                .Where(v => string.CompareOrdinal(v.Model, after.Model) > 0 || (v.Model == after.Model && v.Number > after.Number)).Take(limit),
        ]);

    public Task<bool> TryRemoveAsync(string artifactDigest, string saying, Func<Task> remove, CancellationToken cancellationToken) =>
        Do(nameof(TryRemoveAsync), () =>
        {
            if (_versions.Exists(v => v.ArtifactDigest == artifactDigest && !_events.Exists(e => e.Model == v.Model && e.Version == v.Number && e.Kind == saying)))
            {
                return false;
            }

            remove().GetAwaiter().GetResult();
            return true;
        });

    public Task<bool> TryAddEventAsync(VersionEventEntry entry, int deploymentsSeen, CancellationToken cancellationToken) => Do(nameof(TryAddEventAsync), () =>
    {
        if (entry.Number != _events.Count(d => d.Model == entry.Model) + 1 || deploymentsSeen != _deployments.Count(d => d.Model == entry.Model))
        {
            return false;
        }

        _events.Add(entry);
        return true;
    });

    public Task<VersionEventEntry?> FindLastEventAsync(string model, CancellationToken cancellationToken) =>
        Do(nameof(FindLastEventAsync), () => _events.FindLast(e => e.Model == model));

    public Task<IReadOnlyList<VersionEventEntry>> ReadEventsAsync(
        string model, int? version, string? kind, int after, int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<VersionEventEntry>>(nameof(ReadEventsAsync), () =>
        [
            .. _events.Where(e => e.Model == model && e.Number > after && (version ?? e.Version) == e.Version && (kind ?? e.Kind) == e.Kind).Take(limit),
        ]);

    public Task<bool> TryAddDeploymentAsync(DeploymentEntry entry, int eventsSeen, CancellationToken cancellationToken) => Do(nameof(TryAddDeploymentAsync), () =>
    {
        if (entry.Number != _deployments.Count(d => d.Model == entry.Model) + 1 || eventsSeen != _events.Count(e => e.Model == entry.Model))
        {
            return false;
        }

        _deployments.Add(entry with { Sequence = _deployments.Count + 1 });
        return true;
    });

    public Task<DeploymentEntry?> FindLastDeploymentAsync(string model, CancellationToken cancellationToken) =>
        Do(nameof(FindLastDeploymentAsync), () => _deployments.FindLast(d => d.Model == model));

    public Task<IReadOnlyList<DeploymentEntry>> ReadDeploymentsAsync(string model, int before, int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<DeploymentEntry>>(
            nameof(ReadDeploymentsAsync),
            () => [.. _deployments.Where(d => d.Model == model && d.Number < before).OrderByDescending(d => d.Number).Take(limit)]);

    public Task<IReadOnlyList<DeploymentEntry>> ReadChangesAsync(long after, int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<DeploymentEntry>>(
            nameof(ReadChangesAsync),
            () => [.. _deployments.Where(d => d.Sequence > (after > _deployments.Count ? 0 : after) && _deployments.FindLast(x => x.Model == d.Model) == d).Take(limit)]);

    private Task<T> Do<T>(string name, Func<T> action)
    {
        Before(name);
        lock (_lock)
        {
            return Task.FromResult(action());
        }
    }
}
