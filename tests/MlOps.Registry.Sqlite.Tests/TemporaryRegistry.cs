using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Registry.Sqlite;

/// <summary>A directory of its own for a registry, and registries over it.</summary>
internal sealed class TemporaryRegistry : IDisposable
{
    private readonly List<ServiceProvider> _opened = [];

    // In a directory that isn't there yet, as most people's first registry.
    public string Directory { get; } = Path.Combine(System.IO.Directory.CreateTempSubdirectory("mlops-registry-").FullName, "models");

    public string Database => Path.Combine(Directory, "registry.db");

    public string[] Artifacts => [.. System.IO.Directory.EnumerateFiles(Path.Combine(Directory, "artifacts"), "*", SearchOption.AllDirectories)];

    public IModelRegistry Open(Action<SqliteRegistryOptions>? configure = null) => OpenProvider(configure).GetRequiredService<IModelRegistry>();

    public ServiceProvider OpenProvider(Action<SqliteRegistryOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddModelRegistry(o => o.RequireOwnerAndPurpose = false).UseSqlite(o =>
        {
            o.Directory = Directory;
            configure?.Invoke(o);
        });
        var provider = services.BuildServiceProvider();
        _opened.Add(provider);
        return provider;
    }

    public void Close()
    {
        _opened.ForEach(provider => provider.Dispose());
        _opened.Clear();
    }

    public void Dispose()
    {
        Close();
        System.IO.Directory.Delete(Path.GetDirectoryName(Directory)!, recursive: true);
    }
}
