using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Caching;

/// <summary>A registry that can go away, and registries over it with a cache, each as another process has it.</summary>
internal sealed class CachedHost : IDisposable, ILoggerProvider, ILogger
{
    public static readonly ChangeReason Because = new("a test says so");
    private readonly List<ServiceProvider> _opened = [];
    private readonly DirectoryInfo _around = System.IO.Directory.CreateTempSubdirectory("mlops-cache-");

    public CachedHost()
    {
        Records.Before = _ =>
        {
            if (IsAway)
            {
                throw new RegistryUnavailableException("It is away.");
            }
        };
    }

    public InMemoryRegistryStore Records { get; } = new();

    public InMemoryArtifactStore Artifacts { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    public string Directory => Path.Combine(_around.FullName, "cache");

    public List<(int Id, LogLevel Level, string Text)> Log { get; } = [];

    public bool IsAway
    {
        get;
        set
        {
            field = value;
            Artifacts.Fault = value ? new RegistryUnavailableException("It is away.") : null;
        }
    }

    public string[] Files => [.. System.IO.Directory.EnumerateFiles(Directory).Order(StringComparer.Ordinal)];

    public string Only(string extension) => Assert.Single(Files, f => f.EndsWith(extension, StringComparison.Ordinal));

    public int Logged(int id)
    {
        lock (Log)
        {
            return Log.Count(l => l.Id == id);
        }
    }

    /// <summary>A process that keeps copies.</summary>
    public IModelRegistry Open(Action<RegistryCacheOptions>? configure = null, Action<IModelRegistryBuilder>? more = null) => Make(builder =>
    {
        builder.CacheLocally(o =>
        {
            o.Directory = Directory;
            configure?.Invoke(o);
        });
        more?.Invoke(builder);
    });

    /// <summary>A process that keeps none, such as a pipeline.</summary>
    public IModelRegistry OpenPlain(Action<IModelRegistryBuilder>? more = null) => Make(more);

    public async Task<ModelVersion> RegisterAsync(string model, params byte[] bytes) =>
        await OpenPlain().RegisterAsync(model, ModelArtifact.FromBytes(bytes, "test"), new(), TestContext.Current.CancellationToken);

    public async Task<Deployment> DeployAsync(string model, DeploymentPlan plan)
    {
        var registry = OpenPlain();
        return await registry.DeployAsync(model, plan, await registry.GetDeploymentAsync(model), Because, new DeployOptions { Force = true });
    }

    /// <summary>Reads as a serving host does: the plan, then each of its versions, live first.</summary>
    public static async Task<(Deployment Plan, byte[][] Bytes)> ServeAsync(IModelRegistry registry, string model = "m")
    {
        var plan = (await registry.GetDeploymentAsync(model))!;
        var bytes = new List<byte[]>();
        foreach (var number in plan.Plan.Versions.Distinct())
        {
            var version = await registry.GetVersionAsync(model, number);
            Assert.Equal(plan.VersionDigests![number], version.Digest);
            await using var stream = await registry.OpenAsync(version);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            bytes.Add(copy.ToArray());
        }

        return (plan, [.. bytes]);
    }

    private IModelRegistry Make(Action<IModelRegistryBuilder>? more)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLogging(l => l.AddProvider(this).SetMinimumLevel(LogLevel.Debug));
        services.AddSingleton<IRegistryStore>(Records);
        services.AddSingleton<IArtifactStore>(Artifacts);
        var builder = services.AddModelRegistry(o => o.RequireOwnerAndPurpose = false);
        more?.Invoke(builder);
        var provider = services.BuildServiceProvider();
        _opened.Add(provider);
        return provider.GetRequiredService<IModelRegistry>();
    }

    public void Dispose()
    {
        if (_around.Exists)
        {
            _opened.ForEach(p => p.Dispose());
            System.IO.Directory.Delete(_around.FullName, recursive: true);
            _around.Refresh();
        }
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (Log)
        {
            Log.Add((eventId.Id, logLevel, formatter(state, exception)));
        }
    }
}
