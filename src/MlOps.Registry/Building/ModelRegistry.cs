using Microsoft.Extensions.Logging;
using MlOps.Registry.Caching;
using MlOps.Registry.Collection;
using MlOps.Registry.Deployments;
using MlOps.Registry.Events;
using MlOps.Registry.Folders;
using MlOps.Registry.History;
using MlOps.Registry.Queries;
using MlOps.Registry.Signing;
using MlOps.Registry.Stores;
using MlOps.Registry.Transfer;
using MlOps.Registry.Verification;
using MlOps.Registry.Versions;

namespace MlOps.Registry.Building;

/// <summary>Checks arguments and hands each call to the part that has its rules.</summary>
internal sealed class ModelRegistry : IModelRegistry
{
    private readonly VersionCatalog _versions;
    private readonly ArtifactReader _artifacts;
    private readonly FolderExtractor _folders;
    private readonly DeploymentHistory _deployed;
    private readonly DeploymentLedger _deployments;
    private readonly EventLog _events;
    private readonly VersionFinder _finder;
    private readonly HistoryVerifier _history;
    private readonly RegistryVerifier _verifier;
    private readonly Collector _collector;
    private readonly Exporter _exporter;
    private readonly Importer _importer;
    private readonly DeploymentWatch _watch;
    private readonly IRegistryStore _store;
    private readonly RegistryCache? _cache;

    public ModelRegistry(
        IRegistryStore store,
        IArtifactStore artifacts,
        RegistryOptions options,
        TimeProvider time,
        ILogger logger,
        Keyring? keyring = null,
        RegistryCache? cache = null)
    {
        _cache = cache;
        (store, artifacts) = cache?.Over(store, artifacts) ?? (store, artifacts);
        var keys = keyring ?? Keyring.Empty;
        var heads = new SeenHeads();
        var check = new HeadCheck(keys, heads);
        _store = store;
        _versions = new(store, artifacts, options, keys, time, logger);
        _artifacts = new(store, artifacts, keys, options.MaxArtifactBytesInMemory);
        _folders = new(_artifacts, FolderLimits.Of(options));
        _deployed = new(store, check);
        _events = new(store, _versions, _deployed, options.Author, time);
        _deployments = new(store, _versions, _deployed, _events, keys, check, options.Author, time, logger);
        _finder = new(store, _events);
        _history = new(store, keys, heads);
        _verifier = new(store, artifacts, _artifacts, _deployed, _history, keys, heads);
        _collector = new(store, artifacts, _versions, _deployed, _events, new(store, _events, _deployed, time), logger);
        _exporter = new(_versions, _artifacts);
        _importer = new(_versions, keys, options.RequireOwnerAndPurpose, FolderLimits.Of(options));
        _watch = new(store, check, options.PollInterval, time, logger);
    }

    public string Location => _store.Location;

    public Task<ModelVersion> RegisterAsync(
        string model, ModelArtifact artifact, ModelVersionSpec spec, CancellationToken cancellationToken = default)
    {
        ModelName.Checked(model);
        ArgumentNullException.ThrowIfNull(artifact);
        ArgumentNullException.ThrowIfNull(spec);
        return _versions.RegisterAsync(model, artifact, spec, cancellationToken);
    }

    public async Task<ModelVersion> GetVersionAsync(string model, int version, CancellationToken cancellationToken = default) => await _versions
        .WithParentAsync(await _versions.GetAsync(ModelName.Checked(model), version, cancellationToken).ConfigureAwait(false), cancellationToken)
        .ConfigureAwait(false);

    public IAsyncEnumerable<ModelVersion> FindVersionsAsync(string model, VersionQuery query, CancellationToken cancellationToken = default)
    {
        ModelName.Checked(model);
        ArgumentNullException.ThrowIfNull(query);
        QueryRules.Check(query);
        return _finder.FindAsync(model, query, cancellationToken).Select(async (version, stop) => await _versions.WithParentAsync(version, stop).ConfigureAwait(false));
    }

    public IAsyncEnumerable<string> ListModelsAsync(CancellationToken cancellationToken = default) => _versions.ListModelsAsync(cancellationToken);

    public Task<Stream> OpenAsync(ModelVersion version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        ModelName.Checked(version.Model, nameof(version));
        return _artifacts.OpenAsync(version, cancellationToken);
    }

    public Task ExtractAsync(ModelVersion version, string directory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        ModelName.Checked(version.Model, nameof(version));
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        return _folders.ExtractAsync(version, directory, cancellationToken);
    }

    public Task<Deployment?> GetDeploymentAsync(string model, CancellationToken cancellationToken = default) =>
        _deployments.GetAsync(ModelName.Checked(model), cancellationToken);

    public DateTimeOffset? GetCopyTime(string model)
    {
        ModelName.Checked(model);
        return _cache?.StandsInSince(model);
    }

    public Task ReportServingAsync(Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        ModelName.Checked(deployment.Model, nameof(deployment));
        return _cache is { } cache ? Task.Run(() => cache.Serves(deployment)) : Task.CompletedTask;
    }

    public Task<Deployment> DeployAsync(
        string model,
        DeploymentPlan plan,
        Deployment? replacing,
        ChangeReason because,
        DeployOptions? options,
        CancellationToken cancellationToken = default)
    {
        ModelName.Checked(model);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(because);
        if (because.Evidence is { } evidence && (string.IsNullOrWhiteSpace(evidence.Summary) || !SpecRules.AreSound(evidence.Metrics)))
        {
            throw new ArgumentException("Evidence has a summary, and metrics with finite values or failures.", nameof(because));
        }

        return replacing is null || replacing.Model == model
            ? _deployments.DeployAsync(model, plan, replacing, because, options?.Force ?? false, cancellationToken)
            : throw new ArgumentException($"The deployment to be replaced is of '{replacing.Model}', not of '{model}'.", nameof(replacing));
    }

    public Task<DeploymentPreview> PreviewAsync(string model, DeploymentPlan plan, CancellationToken cancellationToken = default)
    {
        ModelName.Checked(model);
        ArgumentNullException.ThrowIfNull(plan);
        return _deployments.PreviewAsync(model, plan, cancellationToken);
    }

    public Task<RollBackResult> RollBackAsync(
        string model, int awayFrom, ChangeReason because, CancellationToken cancellationToken = default)
    {
        ModelName.Checked(model);
        ArgumentNullException.ThrowIfNull(because);
        return _deployments.RollBackAsync(model, awayFrom, because, cancellationToken);
    }

    public IAsyncEnumerable<Deployment> GetHistoryAsync(string model, CancellationToken cancellationToken = default) =>
        _deployed.ReadAsync(ModelName.Checked(model), cancellationToken);

    public Task<Deployment?> PlanAtAsync(string model, DateTimeOffset instant, CancellationToken cancellationToken = default) =>
        _deployed.FindInForceAsync(ModelName.Checked(model), instant, cancellationToken);

    public Task<VersionEvent> AddEventAsync(
        string model,
        int version,
        VersionEventKind kind,
        string text,
        IReadOnlyDictionary<string, Metric>? metrics = null,
        CancellationToken cancellationToken = default) => kind == VersionEventKind.BytesRemoved
            ? throw new ArgumentException($"Bytes are removed by {nameof(CollectAsync)}, which says so itself.", nameof(kind))
            : _events.AddAsync(ModelName.Checked(model), version, kind, text, metrics, cancellationToken);

    public IAsyncEnumerable<VersionEvent> GetEventsAsync(string model, int version, CancellationToken cancellationToken = default) =>
        _events.ReadAsync(ModelName.Checked(model), version, cancellationToken);

    public Task<CollectionReport> CollectAsync(RetentionPolicy policy, ChangeReason because, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(because);
        PolicyRules.Check(policy);
        EventLog.Check(VersionEventKind.Retired, because.Text, metrics: null);
        return _collector.RunAsync(policy, because, cancellationToken);
    }

    public Task<CollectionReport> PreviewCollectionAsync(RetentionPolicy policy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        PolicyRules.Check(policy);
        return _collector.RunAsync(policy, because: null, cancellationToken);
    }

    public Task<RegistryReport> VerifyAsync(CancellationToken cancellationToken = default) => _verifier.VerifyAsync(cancellationToken);

    public Task<RegistryReport> VerifyHistoryAsync(string model, HistoryHead? knownHead = null, CancellationToken cancellationToken = default) =>
        _history.VerifyAsync(ModelName.Checked(model), knownHead, cancellationToken);

    public Task ExportAsync(string model, IReadOnlyCollection<int>? versions, Stream destination, CancellationToken cancellationToken = default)
    {
        ModelName.Checked(model);
        ArgumentNullException.ThrowIfNull(destination);
        return destination.CanWrite
            ? _exporter.ExportAsync(model, versions, destination, cancellationToken)
            : throw new ArgumentException("The stream can't be written.", nameof(destination));
    }

    public Task<IReadOnlyList<ModelVersion>> ImportAsync(Stream source, ImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new();
        _ = options.Model is null ? null : ModelName.Checked(options.Model, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxBytes, nameof(options));
        return source.CanRead
            ? _importer.ImportAsync(source, options, cancellationToken)
            : throw new ArgumentException("The stream can't be read.", nameof(source));
    }

    public IAsyncEnumerable<Deployment> WatchAsync(CancellationToken cancellationToken = default) => _watch.RunAsync(cancellationToken);
}
