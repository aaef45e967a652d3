using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MlOps.Registry.Building;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Transfer;

/// <summary>Registries in memory, small exports, and archives made by hand.</summary>
internal static class Transfers
{
    public static readonly byte[] Bytes = "some bytes of a model"u8.ToArray();

    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    public static IModelRegistry Registry(InMemoryRegistryStore? store = null) =>
        new ModelRegistry(store ?? new(), new InMemoryArtifactStore(), new() { Author = "tester" }, Clock, NullLogger.Instance);

    /// <summary>A version with few words.</summary>
    public static async Task<IModelRegistry> SmallAsync(int versions = 1)
    {
        var registry = Registry();
        for (var i = 0; i < versions; i++)
        {
            await registry.RegisterAsync("m", ModelArtifact.FromBytes(Bytes, "test"), new()
            {
                Owner = "o",
                Purpose = "p",
                Environment = new() { Runtime = "r", OperatingSystem = "s", Architecture = "a" },
                Lineage = i == 0 ? null : new() { ParentVersion = i },
            });
        }

        return registry;
    }

    public static async Task<byte[]> ExportAsync(IModelRegistry registry, params int[] versions)
    {
        using var file = new MemoryStream();
        await registry.ExportAsync("m", versions.Length == 0 ? null : versions, file);
        return file.ToArray();
    }

    public static Task<IReadOnlyList<ModelVersion>> ImportAsync(IModelRegistry registry, byte[] file) => registry.ImportAsync(new MemoryStream(file));

    /// <summary>The manifest of a small export.</summary>
    public static async Task<Manifest> ManifestAsync(int versions = 1)
    {
        using var archive = new ZipArchive(new MemoryStream(await ExportAsync(await SmallAsync(versions))));
        using var stream = archive.GetEntry("manifest.json")!.Open();
        return JsonSerializer.Deserialize(stream, ManifestJsonContext.Default.Manifest)!;
    }

    public static byte[] Json(Manifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJsonContext.Default.Manifest);

    /// <summary>The manifest with a digest that is right for what it says.</summary>
    public static Manifest Signed(Manifest manifest) => manifest with { Digest = ManifestDigest.Of(manifest) };

    public static byte[] Archive(params IEnumerable<(string Name, byte[] Content)> entries) => Archive(CompressionLevel.NoCompression, entries);

    public static byte[] Archive(CompressionLevel level, params IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }
}
