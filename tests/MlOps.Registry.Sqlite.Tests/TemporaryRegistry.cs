using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Registry.Sqlite.Files;

namespace MlOps.Registry.Sqlite;

/// <summary>A directory of its own for a registry, and registries over it.</summary>
/// <param name="within">The directory that it is made in; null for the one for temporary files.</param>
internal sealed class TemporaryRegistry(string? within = null) : IDisposable
{
    private readonly List<ServiceProvider> _opened = [];

    // In a directory that isn't there yet, as most people's first registry.
    public string Directory { get; } = Path.Combine(
        (within is null
            ? System.IO.Directory.CreateTempSubdirectory("mlops-registry-")
            : System.IO.Directory.CreateDirectory(Path.Combine(within, $"mlops-registry-{Path.GetRandomFileName()}"))).FullName,
        "models");

    public string Parent => Path.GetDirectoryName(Directory)!;

    public string Database => Path.Combine(Directory, "registry.db");

    public string[] Artifacts => [.. System.IO.Directory.EnumerateFiles(Path.Combine(Directory, "artifacts"), "*", SearchOption.AllDirectories)];

    public IModelRegistry Open(Action<SqliteRegistryOptions>? configure = null, IDisk? disk = null) =>
        OpenProvider(configure, disk).GetRequiredService<IModelRegistry>();

    public ServiceProvider OpenProvider(Action<SqliteRegistryOptions>? configure = null, IDisk? disk = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(disk ?? new LocalDisk());
        services.AddModelRegistry(o => o.RequireOwnerAndPurpose = false).UseSqlite(o =>
        {
            o.Directory = Directory;
            configure?.Invoke(o);
        });
        var provider = services.BuildServiceProvider();
        _opened.Add(provider);
        return provider;
    }

    /// <summary>Every file and directory around the registry and in it, with the digests of their bytes.</summary>
    public IReadOnlyList<string> Snapshot() =>
    [
        .. System.IO.Directory.EnumerateFileSystemEntries(Parent, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)

            // Readers leave marks in the log's index, which is no part of what is stored.
            .Where(entry => !entry.EndsWith("-shm", StringComparison.Ordinal))
            .Select(entry => File.Exists(entry) ? $"{entry} {Digest(entry)}" : entry),
    ];

    public void Close()
    {
        _opened.ForEach(provider => provider.Dispose());
        _opened.Clear();
    }

    public void Dispose()
    {
        Close();
        System.IO.Directory.Delete(Parent, recursive: true);
    }

    private static string Digest(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
