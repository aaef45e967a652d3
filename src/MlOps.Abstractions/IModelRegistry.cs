namespace MlOps;

/// <summary>The versions of every model, and which of them are deployed.</summary>
/// <remarks>
/// Safe for any number of threads and processes. A store that can't be reached is a <see cref="RegistryUnavailableException"/>,
/// something that isn't there a <see cref="ModelNotFoundException"/>: the two are never confused.
/// Every member refuses a name that breaks <see cref="ModelName.Rule"/> with an <see cref="ArgumentException"/>.
/// </remarks>
public interface IModelRegistry
{
    /// <summary>Where it is, for people and logs: a directory, or a server's name. It holds no secret.</summary>
    string Location => "the registry";

    /// <summary>Copies a model's bytes and gives them the next number. The version is visible whole or not at all.</summary>
    /// <exception cref="ArgumentException">
    /// The name breaks <see cref="ModelName.Rule"/>, owner or purpose are missing where they are required, or the artifact is a symbolic
    /// link or a folder which holds something that is refused; the message names it.
    /// </exception>
    /// <exception cref="ArtifactException">A file can't be read, or a folder can't or changed while it was read. Nothing was registered.</exception>
    /// <exception cref="UntrustedRecordException">This registry trusts only what is signed, and has no key to sign with.</exception>
    Task<ModelVersion> RegisterAsync(string model, ModelArtifact artifact, ModelVersionSpec spec, CancellationToken cancellationToken = default);

    /// <summary>Gets one version.</summary>
    /// <exception cref="ModelNotFoundException">There is no such version.</exception>
    Task<ModelVersion> GetVersionAsync(string model, int version, CancellationToken cancellationToken = default);

    /// <summary>The versions of a model from the first to the latest; none for a model that doesn't exist. Read in pages as it is enumerated.</summary>
    IAsyncEnumerable<ModelVersion> ListVersionsAsync(string model, CancellationToken cancellationToken = default) =>
        FindVersionsAsync(model, new VersionQuery(), cancellationToken);

    /// <summary>The versions of a model that a query looks for; none for a model that doesn't exist. Read in pages as it is enumerated.</summary>
    /// <remarks>
    /// Pages never share a version and never pass one over, whatever is registered between them: newest first, later versions are not in
    /// them. Tags and retirements are those of the moment in which the enumeration begins. Memory doesn't grow with the number of
    /// versions, but for a bit each where tags or retirements are asked about, and the versions that <see cref="VersionQuery.BestBy"/> gives.
    /// </remarks>
    /// <exception cref="ArgumentException">The query makes no sense.</exception>
    /// <exception cref="InvalidOperationException">Versions disagree about which way <see cref="VersionQuery.BestBy"/> is better.</exception>
    IAsyncEnumerable<ModelVersion> FindVersionsAsync(string model, VersionQuery query, CancellationToken cancellationToken = default);

    /// <summary>The names of all models that have a version, in ordinal order. Read in pages as it is enumerated.</summary>
    IAsyncEnumerable<string> ListModelsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens a version's bytes after checking all of them against its digest. What is read is what was checked. Of a folder these are the
    /// packed ones, a tar archive; <see cref="ExtractAsync"/> unpacks them.
    /// </summary>
    /// <returns>A seekable stream at its start, for the caller to dispose.</returns>
    /// <exception cref="ArtifactException">The bytes are gone or were removed, or are not those that were registered.</exception>
    /// <exception cref="UntrustedRecordException">
    /// This registry trusts only what certain keys signed, and none of them signed this. No byte was opened.
    /// </exception>
    Task<Stream> OpenAsync(ModelVersion version, CancellationToken cancellationToken = default);

    /// <summary>
    /// Unpacks a version that is a folder, after checking all of its bytes against its digest. What is unpacked is what was checked, and
    /// files and folders are private to the user of this process. The folder is there whole or not at all.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="directory">Made by this; nothing may have this name. A relative path starts at the current directory.</param>
    /// <param name="cancellationToken">The caller's wish to stop; nothing stays.</param>
    /// <exception cref="InvalidOperationException">The version is a file: <see cref="OpenAsync"/> opens it.</exception>
    /// <exception cref="ArgumentException">There is something under this name already. Nothing was changed.</exception>
    /// <exception cref="ArtifactException">
    /// The bytes are gone or were removed, are not those that were registered, are no packed folder, or hold more files or bytes than
    /// this process unpacks or than the version says. Nothing stays.
    /// </exception>
    Task ExtractAsync(ModelVersion version, string directory, CancellationToken cancellationToken = default);

    /// <summary>The deployment in force, or null where there is none yet.</summary>
    /// <exception cref="UntrustedRecordException">
    /// This registry trusts only what certain keys signed, and none of them signed the latest entry, or it is older than one that was seen.
    /// <see cref="GetHistoryAsync"/> shows it all the same.
    /// </exception>
    Task<Deployment?> GetDeploymentAsync(string model, CancellationToken cancellationToken = default);

    /// <summary>
    /// When the store last held what <see cref="GetDeploymentAsync"/> gave of a model, where that was a copy on this machine because the
    /// store couldn't be reached; null where the store itself answered, or nobody asked yet. It asks nobody.
    /// </summary>
    DateTimeOffset? GetCopyTime(string model) => null;

    /// <summary>
    /// Says that this process has loaded the live version of a deployment and serves it. Where copies are kept on this machine, they go on
    /// standing for this deployment until another one is said to serve. Where none are kept it does nothing; it never fails.
    /// </summary>
    Task ReportServingAsync(Deployment deployment) => Task.CompletedTask;

    /// <summary>Puts a plan in force, if the one in force is still the one that the caller saw.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="plan">The whole plan.</param>
    /// <param name="replacing">The deployment that the caller saw in force; null for the first.</param>
    /// <param name="because">Why.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <exception cref="DeploymentConflictException">Another deployment came between; it is in the exception. Nothing changed.</exception>
    /// <exception cref="ModelNotFoundException">The plan names a version that doesn't exist. Nothing changed.</exception>
    /// <exception cref="DeploymentRefusedException">
    /// The plan names a retired version or one that isn't trusted, or its live or canary version isn't safe for callers of the present
    /// one. Nothing changed.
    /// </exception>
    /// <exception cref="UntrustedRecordException">This registry trusts only what is signed, and has no key to sign with. Nothing changed.</exception>
    Task<Deployment> DeployAsync(
        string model,
        DeploymentPlan plan,
        Deployment? replacing,
        ChangeReason because,
        DeployOptions? options,
        CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DeployAsync(string, DeploymentPlan, Deployment?, ChangeReason, DeployOptions?, CancellationToken)"/>
    Task<Deployment> DeployAsync(
        string model, DeploymentPlan plan, Deployment? replacing, ChangeReason because, CancellationToken cancellationToken = default) =>
        DeployAsync(model, plan, replacing, because, null, cancellationToken);

    /// <summary>What <see cref="DeployAsync(string, DeploymentPlan, Deployment?, ChangeReason, CancellationToken)"/> would do. It changes nothing.</summary>
    Task<DeploymentPreview> PreviewAsync(string model, DeploymentPlan plan, CancellationToken cancellationToken = default);

    /// <summary>
    /// Goes away from a version: puts the live version and fallbacks of the latest earlier plan in force in which neither that version
    /// nor one rolled back from since (and not deployed again by a person) was live or canary, and drops those from its fallbacks.
    /// Where the version isn't live or canary now, nothing changes, so that two people pressing at once go back once. Retired versions
    /// are passed over. Whether the plan is safe for callers is not asked: going back must always be possible.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no earlier plan to go back to.</exception>
    /// <exception cref="UntrustedRecordException">
    /// This registry trusts only what certain keys signed, and the latest entry isn't trusted, or it has no key to sign with. Nothing changed.
    /// </exception>
    /// <exception cref="ModelNotFoundException">There is no such version.</exception>
    Task<RollBackResult> RollBackAsync(string model, int awayFrom, ChangeReason because, CancellationToken cancellationToken = default);

    /// <summary>Every deployment of a model, latest first. Read in pages as it is enumerated.</summary>
    IAsyncEnumerable<Deployment> GetHistoryAsync(string model, CancellationToken cancellationToken = default);

    /// <summary>What was in force at an instant; null where nothing was yet.</summary>
    /// <remarks>
    /// A registry that trusts only what certain keys signed passes over the rest, as hosts do: so <see cref="DateTimeOffset.MaxValue"/> asks
    /// what they have in force, whatever was written over it.
    /// </remarks>
    /// <exception cref="UntrustedRecordException">
    /// This registry trusts only what certain keys signed, and the latest such entry is older than one that was seen.
    /// </exception>
    Task<Deployment?> PlanAtAsync(string model, DateTimeOffset instant, CancellationToken cancellationToken = default) =>
        GetHistoryAsync(model, cancellationToken).FirstOrDefaultAsync(d => d.At <= instant, cancellationToken).AsTask();

    /// <summary>Says something of a version, for good: see the methods of <see cref="ModelRegistryExtensions"/>.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="kind">What kind of thing.</param>
    /// <param name="text">The note, the tag, what the evaluation was made on, or why the version is retired; not empty.</param>
    /// <param name="metrics">What an evaluation measured; null for other kinds.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <exception cref="ArgumentException">Its kind is <see cref="VersionEventKind.BytesRemoved"/>, which only a collection says.</exception>
    /// <exception cref="ModelNotFoundException">There is no such version.</exception>
    /// <exception cref="InvalidOperationException">The version is to be retired, and the plan in force names it.</exception>
    /// <exception cref="UntrustedRecordException">The version is to be retired, and what is in force can't be told: see <see cref="PlanAtAsync"/>.</exception>
    Task<VersionEvent> AddEventAsync(
        string model,
        int version,
        VersionEventKind kind,
        string text,
        IReadOnlyDictionary<string, Metric>? metrics = null,
        CancellationToken cancellationToken = default);

    /// <summary>What was said of a version since it was registered, first to last. Read in pages as it is enumerated.</summary>
    IAsyncEnumerable<VersionEvent> GetEventsAsync(string model, int version, CancellationToken cancellationToken = default);

    /// <summary>
    /// Retires the versions that a policy doesn't keep, and removes the bytes of all that are retired, and bytes that no version
    /// names. Records stay, and say whose bytes were removed, by whom, when and why. Bytes that several versions have go when all of
    /// these are retired.
    /// </summary>
    /// <remarks>
    /// It runs beside everything else, in any number of processes: a version that is being registered has its bytes when it is
    /// there, whatever is removed meanwhile. One that was cut off is completed by the next.
    /// </remarks>
    /// <param name="policy">What is kept.</param>
    /// <param name="because">Why; said of every version that is retired or loses its bytes.</param>
    /// <param name="cancellationToken">The caller's wish to stop; what was done until then stays done.</param>
    /// <exception cref="ArgumentException">The policy makes no sense.</exception>
    /// <exception cref="ModelNotFoundException">The policy names a model that doesn't exist. Nothing changed.</exception>
    /// <exception cref="UntrustedRecordException">What is in force can't be told: see <see cref="PlanAtAsync"/>. What was done until then stays done.</exception>
    Task<CollectionReport> CollectAsync(RetentionPolicy policy, ChangeReason because, CancellationToken cancellationToken = default);

    /// <summary>What <see cref="CollectAsync"/> would do, and why the rest stays. It changes nothing.</summary>
    Task<CollectionReport> PreviewCollectionAsync(RetentionPolicy policy, CancellationToken cancellationToken = default);

    /// <summary>
    /// Walks through everything: reads the bytes of every version, looks for bytes that no version names, and follows every history
    /// from entry to entry.
    /// </summary>
    /// <remarks>
    /// Whoever may write the store can rewrite a history whole, so a sound chain alone proves nothing against them; a head that was
    /// remembered elsewhere does, with <see cref="VerifyHistoryAsync"/>, and so do signatures. What this registry object has seen itself
    /// since it was made is asked for, too.
    /// </remarks>
    Task<RegistryReport> VerifyAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Follows one model's history, and says also whether it still holds entries that were seen before: the given one, and the latest that
    /// this registry object has seen.
    /// </summary>
    /// <param name="model">The model's name.</param>
    /// <param name="knownHead">The <see cref="Deployment.Head"/> of a deployment that was the latest once; null for none.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    Task<RegistryReport> VerifyHistoryAsync(string model, HistoryHead? knownHead = null, CancellationToken cancellationToken = default);

    /// <summary>Writes versions of a model, with their bytes, as one file that another registry can import.</summary>
    /// <remarks>
    /// What was fixed at registration travels. Notes, tags, evaluations, retirement and deployments don't: they are about the version
    /// where it is. When this throws, what was written by then is a file that no registry imports.
    /// </remarks>
    /// <param name="model">The model's name.</param>
    /// <param name="versions">Which; null for all but those whose bytes were removed.</param>
    /// <param name="destination">Written from where it stands, asynchronously, in constant memory; need not be seekable, and stays open.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <exception cref="ModelNotFoundException">There is no such version. Nothing was written.</exception>
    /// <exception cref="ArtifactException">The bytes of one are gone or are not those that were registered.</exception>
    /// <exception cref="ArgumentException">None are named, or more than one file takes. Nothing was written.</exception>
    Task ExportAsync(string model, IReadOnlyCollection<int>? versions, Stream destination, CancellationToken cancellationToken = default);

    /// <summary>
    /// Registers the versions of a file that <see cref="ExportAsync"/> wrote, under this registry's own next numbers. Versions that are
    /// here already are not registered again: importing twice changes nothing.
    /// </summary>
    /// <remarks>
    /// Nothing is registered before all of the file has been checked, in a private temporary copy. When the store fails between two
    /// versions those before stay; importing again adds the rest.
    /// </remarks>
    /// <param name="source">Read from where it stands to its end; need not be seekable, and stays open.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <returns>The versions as they are here, in the order of the file.</returns>
    /// <exception cref="UntrustedRecordException">This registry trusts only what certain keys signed, and not a version of the file. Nothing changed.</exception>
    /// <exception cref="ImportException">The file is no export, was damaged, or is larger than allowed. Nothing changed.</exception>
    Task<IReadOnlyList<ModelVersion>> ImportAsync(Stream source, ImportOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// The deployment in force of each model, and then each later one as it comes, until cancelled. A model deployed several times
    /// between two looks may show only its latest; none is ever shown out of order. One that <see cref="GetDeploymentAsync"/> would refuse,
    /// or that can't be read, is logged and passed over: then the one before it is shown again, and <see cref="GetDeploymentAsync"/> says why.
    /// </summary>
    IAsyncEnumerable<Deployment> WatchAsync(CancellationToken cancellationToken = default);
}
