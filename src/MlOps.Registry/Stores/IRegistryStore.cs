namespace MlOps.Registry.Stores;

/// <summary>Keeps the records of versions and deployments. It holds no rules but those of its keys: the registry above has the rest.</summary>
/// <remarks>
/// For whoever writes a store. Safe for any number of threads and processes. Entries are added and never change. When adding one has
/// returned, it is durable; when it has thrown, the entry is there whole or not at all. A store that can't be reached or used throws
/// <see cref="RegistryUnavailableException"/> from every member and never answers "not there" instead.
/// </remarks>
public interface IRegistryStore
{
    /// <summary>
    /// Adds a version if its number is the one after the model's last (1 for the first) and its registration id, where it has one,
    /// is not taken in this model.
    /// </summary>
    /// <returns>Whether it was added.</returns>
    Task<bool> TryAddVersionAsync(VersionEntry entry, CancellationToken cancellationToken);

    /// <summary>The version, or null.</summary>
    Task<VersionEntry?> FindVersionAsync(string model, int number, CancellationToken cancellationToken);

    /// <summary>The version that was added with this registration id, or null.</summary>
    Task<VersionEntry?> FindRegistrationAsync(string model, string registrationId, CancellationToken cancellationToken);

    /// <summary>The model's version with the highest number, or null.</summary>
    Task<VersionEntry?> FindLastVersionAsync(string model, CancellationToken cancellationToken);

    /// <summary>A model's versions with numbers above <paramref name="after"/>, ascending, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<VersionEntry>> ReadVersionsAsync(string model, int after, int limit, CancellationToken cancellationToken);

    /// <summary>The names of models that have a version, above <paramref name="after"/>, in ordinal order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<string>> ReadModelsAsync(string after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a deployment if its number is the one after the model's last (1 for the first), and gives it the next sequence.
    /// Sequences become visible in ascending order: whoever has read one never finds a lower one later.
    /// </summary>
    /// <returns>Whether it was added.</returns>
    Task<bool> TryAddDeploymentAsync(DeploymentEntry entry, CancellationToken cancellationToken);

    /// <summary>The model's deployment with the highest number, or null.</summary>
    Task<DeploymentEntry?> FindLastDeploymentAsync(string model, CancellationToken cancellationToken);

    /// <summary>A model's deployments with numbers below <paramref name="before"/>, descending, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<DeploymentEntry>> ReadDeploymentsAsync(string model, int before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The last deployment of every model whose last deployment has a sequence above <paramref name="after"/>, by ascending
    /// sequence, at most <paramref name="limit"/>. Called again and again by every watching host: cheap where nothing is new.
    /// </summary>
    Task<IReadOnlyList<DeploymentEntry>> ReadChangesAsync(long after, int limit, CancellationToken cancellationToken);
}
