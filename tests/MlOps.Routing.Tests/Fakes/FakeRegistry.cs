using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;

namespace MlOps.Fakes;

/// <summary>A registry in memory that can be told to fail: for tests of what a host does with what a registry says.</summary>
public sealed class FakeRegistry : IModelRegistry
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, (ModelVersion Version, string Text)> _versions = [];
    private readonly List<Deployment> _deployments = [];
    private readonly List<Channel<Deployment>> _watchers = [];

    public Exception? Fault { get; set; }

    /// <summary>What the versions are registered with.</summary>
    public DataSchema? InputSchema { get; init; }

    /// <summary>The golden predictions of the versions, by their text; none of those that aren't here.</summary>
    public Dictionary<string, GoldenSet> Golden { get; init; } = [];

    /// <summary>Whether the versions are folders, with the one file <c>model.txt</c>.</summary>
    public bool HasFolders { get; init; }

    /// <summary>What reading a version's record throws.</summary>
    public Exception? RecordFault { get; set; }

    /// <summary>Whether asking for the deployment never comes to an end by itself.</summary>
    public bool Hangs { get; set; }

    /// <summary>When a copy that stands in was last confirmed.</summary>
    public DateTimeOffset? CopyTime { get; init; }

    /// <summary>Versions whose bytes are gone.</summary>
    public HashSet<int> Lost { get; } = [];

    public int Opens;

    /// <summary>How often it was asked for the deployment.</summary>
    public int Looks;

    /// <summary>The deployments that hosts said they serve.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<int> Serving { get; } = [];

    /// <summary>What happens before the deployment is told; it knows of no token.</summary>
    public Func<Task> BeforeLook { get; set; } = () => Task.CompletedTask;

    /// <summary>What happens before a version's record is told; it knows of no token.</summary>
    public Func<int, Task> BeforeRecord { get; set; } = _ => Task.CompletedTask;

    public FakeRegistry With(params string[] texts)
    {
        foreach (var text in texts)
        {
            var number = _versions.Count + 1;
            _versions[number] = (
                new ModelVersion
                {
                    Model = "m",
                    Number = number,
                    Artifact = new(text, text.Length, "text") { Folder = HasFolders ? new(1, text.Length) : null },
                    InputSchema = InputSchema,
                    Golden = Golden.GetValueOrDefault(text),
                    Author = "test",
                    RegisteredAt = DateTimeOffset.UnixEpoch,
                    Digest = text,
                },
                text);
        }

        return this;
    }

    /// <summary>Puts another registry in the place of this one, with one version and one deployment of the numbers that were there.</summary>
    public void Restore(string text, DeploymentPlan plan)
    {
        lock (_lock)
        {
            _versions.Clear();
            _deployments.Clear();
            With(text);
            Deploy(plan);
        }
    }

    /// <summary>Edits a version's record behind the back of the deployments that name it.</summary>
    public void Edit(int number, DataSchema inputSchema)
    {
        var (version, text) = _versions[number];
        _versions[number] = (version with { InputSchema = inputSchema, Digest = "edited" }, text);
    }

    /// <summary>Takes the latest deployment away.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _deployments.RemoveAt(_deployments.Count - 1);
        }
    }

    /// <param name="plan">The plan.</param>
    /// <param name="beforeItIsSeen">What happens before any watch or reader knows of it.</param>
    public Deployment Deploy(DeploymentPlan plan, Action? beforeItIsSeen = null)
    {
        lock (_lock)
        {
            var deployment = new Deployment
            {
                Model = "m",
                Number = _deployments.Count + 1,
                Plan = plan,
                Author = "test",
                Because = new("test"),
                At = DateTimeOffset.UnixEpoch,
                Digest = $"{_versions.GetValueOrDefault(plan.LiveVersion).Text}",
                VersionDigests = plan.Versions.Distinct().Where(_versions.ContainsKey).ToDictionary(v => v, v => _versions[v].Version.Digest),
            };
            beforeItIsSeen?.Invoke();
            _deployments.Add(deployment);
            _watchers.ForEach(w => w.Writer.TryWrite(deployment));
            return deployment;
        }
    }

    public Task<ModelVersion> RegisterAsync(string model, ModelArtifact artifact, ModelVersionSpec spec, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public async Task<ModelVersion> GetVersionAsync(string model, int version, CancellationToken cancellationToken = default)
    {
        Check();
        await BeforeRecord(version);
        return RecordFault is null ? _versions[version].Version : throw RecordFault;
    }

    public IAsyncEnumerable<ModelVersion> FindVersionsAsync(string model, VersionQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<string> ListModelsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Stream> OpenAsync(ModelVersion version, CancellationToken cancellationToken = default)
    {
        Check();
        if (Lost.Contains(version.Number))
        {
            throw new ArtifactException($"The bytes of {version} are gone.");
        }

        Interlocked.Increment(ref Opens);
        return Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(_versions[version.Number].Text)));
    }

    public async Task ExtractAsync(ModelVersion version, string directory, CancellationToken cancellationToken = default)
    {
        Check();
        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(Path.Combine(directory, "model.txt"), _versions[version.Number].Text, cancellationToken);
    }

    public DateTimeOffset? GetCopyTime(string model) => CopyTime;

    public Task ReportServingAsync(Deployment deployment)
    {
        Serving.Enqueue(deployment.Number);
        return Task.CompletedTask;
    }

    public async Task<Deployment?> GetDeploymentAsync(string model, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref Looks);
        Check();
        await BeforeLook();
        if (Hangs)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        lock (_lock)
        {
            return _deployments.LastOrDefault();
        }
    }

    public Task<Deployment> DeployAsync(
        string model,
        DeploymentPlan plan,
        Deployment? replacing,
        ChangeReason because,
        DeployOptions? options,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<DeploymentPreview> PreviewAsync(string model, DeploymentPlan plan, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<VersionEvent> AddEventAsync(
        string model,
        int version,
        VersionEventKind kind,
        string text,
        IReadOnlyDictionary<string, Metric>? metrics = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<VersionEvent> GetEventsAsync(string model, int version, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<CollectionReport> CollectAsync(RetentionPolicy policy, ChangeReason because, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<CollectionReport> PreviewCollectionAsync(RetentionPolicy policy, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<RegistryReport> VerifyAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<RegistryReport> VerifyHistoryAsync(string model, HistoryHead? knownHead = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task ExportAsync(string model, IReadOnlyCollection<int>? versions, Stream destination, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ModelVersion>> ImportAsync(Stream source, ImportOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<RollBackResult> RollBackAsync(string model, int awayFrom, ChangeReason because, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<Deployment> GetHistoryAsync(string model, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public async IAsyncEnumerable<Deployment> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<Deployment>();
        lock (_lock)
        {
            Check();
            _deployments.ForEach(d => channel.Writer.TryWrite(d));
            _watchers.Add(channel);
        }

        await foreach (var deployment in channel.Reader.ReadAllAsync(cancellationToken))
        {
            yield return deployment;
        }
    }

    private void Check()
    {
        if (Fault is { } fault)
        {
            throw fault;
        }
    }
}
