namespace MlOps.Registry.Stores;

/// <summary>Keeps the records of versions and deployments. It holds no rules but those of its keys: the registry above has the rest.</summary>
/// <remarks>
/// For whoever writes a store. Safe for any number of threads and processes. Entries are added and never change. When adding one has
/// returned, it is durable; when it has thrown, the entry is there whole or not at all. A store that can't be reached or used throws
/// <see cref="RegistryUnavailableException"/> from every member and never answers "not there" instead.
/// </remarks>
public interface IRegistryStore
{
    /// <summary>Where it is, for people and logs: a directory, or a server's name. It holds no secret.</summary>
    string Location { get; }

    /// <summary>
    /// Adds a version if its number is the one after the model's last (1 for the first) and its registration id, where it has one,
    /// is not taken in this model.
    /// </summary>
    /// <param name="entry">The version.</param>
    /// <param name="publish">
    /// Puts the version's bytes in their place. It runs once, only where the entry is about to be added, and before anybody sees the
    /// entry; if it throws, nothing is added. From its start until the entry is there for all,
    /// <see cref="TryRemoveAsync"/> of the same bytes waits. It calls nothing of this store.
    /// </param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <returns>Whether it was added.</returns>
    Task<bool> TryAddVersionAsync(VersionEntry entry, Func<Task> publish, CancellationToken cancellationToken);

    /// <summary>The version, or null.</summary>
    Task<VersionEntry?> FindVersionAsync(string model, int number, CancellationToken cancellationToken);

    /// <summary>The version that was added with this registration id, or null.</summary>
    Task<VersionEntry?> FindRegistrationAsync(string model, string registrationId, CancellationToken cancellationToken);

    /// <summary>The model's version with the highest number, or null.</summary>
    Task<VersionEntry?> FindLastVersionAsync(string model, CancellationToken cancellationToken);

    /// <summary>A model's versions with numbers above <paramref name="after"/>, ascending, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<VersionEntry>> ReadVersionsAsync(string model, int after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The versions of all models that name these bytes, by model and number, beyond the version <paramref name="after"/>, at most
    /// <paramref name="limit"/>.
    /// </summary>
    Task<IReadOnlyList<VersionEntry>> ReadNamingAsync(
        string artifactDigest, (string Model, int Number) after, int limit, CancellationToken cancellationToken);

    /// <summary>Removes bytes, if every version that names them has an event which says that it may be so.</summary>
    /// <param name="artifactDigest">SHA-256 of the bytes.</param>
    /// <param name="saying">The kind of that event.</param>
    /// <param name="remove">
    /// Removes the bytes. From the look at the versions until it has ended, <see cref="TryAddVersionAsync"/> of the same bytes waits,
    /// whatever becomes of this process: a lock that can be lost while its holder lives on isn't enough, unless what is removed is
    /// the very copy that lay there when the look was taken (a blob by its ETag). It calls nothing of this store.
    /// </param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <returns>Whether they were removed.</returns>
    Task<bool> TryRemoveAsync(string artifactDigest, string saying, Func<Task> remove, CancellationToken cancellationToken);

    /// <summary>The names of models that have a version, above <paramref name="after"/>, in ordinal order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<string>> ReadModelsAsync(string after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The names of models that have a deployment or an event and no version, above <paramref name="after"/>, in ordinal order, at most
    /// <paramref name="limit"/>. There are none, unless somebody removed records. Cheap where the model names are few.
    /// </summary>
    Task<IReadOnlyList<string>> ReadLostModelsAsync(string after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a deployment if its number is the one after the model's last (1 for the first) and the model has just as many events as
    /// its author had seen, and gives it the next sequence. Sequences become visible in ascending order: whoever has read one never
    /// finds a lower one later.
    /// </summary>
    /// <param name="entry">The deployment.</param>
    /// <param name="eventsSeen">The number of the model's last event that its author had seen; 0 for none.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <returns>Whether it was added.</returns>
    Task<bool> TryAddDeploymentAsync(DeploymentEntry entry, int eventsSeen, CancellationToken cancellationToken);

    /// <summary>The model's deployment with the highest number, or null.</summary>
    Task<DeploymentEntry?> FindLastDeploymentAsync(string model, CancellationToken cancellationToken);

    /// <summary>A model's deployments with numbers below <paramref name="before"/>, descending, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<DeploymentEntry>> ReadDeploymentsAsync(string model, int before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The last deployment of every model whose last deployment has a sequence above <paramref name="after"/>, by ascending
    /// sequence, at most <paramref name="limit"/>. A sequence that the store never gave, such as after an older state was restored,
    /// counts as 0. Called again and again by every watching host: cheap where nothing is new.
    /// </summary>
    Task<IReadOnlyList<DeploymentEntry>> ReadChangesAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Adds an event if its number is the one after the model's last (1 for the first) and the model has just as many deployments as
    /// its author had seen.
    /// </summary>
    /// <param name="entry">The event.</param>
    /// <param name="deploymentsSeen">The number of the model's last deployment that its author had seen; 0 for none.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <returns>Whether it was added.</returns>
    Task<bool> TryAddEventAsync(VersionEventEntry entry, int deploymentsSeen, CancellationToken cancellationToken);

    /// <summary>The model's event with the highest number, or null.</summary>
    Task<VersionEventEntry?> FindLastEventAsync(string model, CancellationToken cancellationToken);

    /// <summary>A model's events with numbers above <paramref name="after"/>, ascending, at most <paramref name="limit"/>.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">Only those about this version; null for all.</param>
    /// <param name="kind">Only those of this kind; null for all.</param>
    /// <param name="after">The number before the first.</param>
    /// <param name="limit">The most to read.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    Task<IReadOnlyList<VersionEventEntry>> ReadEventsAsync(
        string model, int? version, string? kind, int after, int limit, CancellationToken cancellationToken);
}
