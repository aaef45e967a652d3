using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using MlOps.Registry.Building;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Folders;

/// <summary>Packed folders made by hand, and a registry that has them.</summary>
internal static class Packed
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>As the registry packs, whatever the names and in the order given.</summary>
    public static byte[] Of(params IEnumerable<(string Name, byte[] Content)> files) =>
    [
        .. files.SelectMany(f => (byte[])[.. PackedHeader.Write(f.Name, f.Content.Length), .. f.Content, .. new byte[PackedHeader.Padding(f.Content.Length)]]),
        .. new byte[PackedHeader.EndLength],
    ];

    /// <summary>As the registry packs a folder.</summary>
    public static async Task<byte[]> OfAsync(string folder)
    {
        using var bytes = new MemoryStream();
        await using var packed = FolderListing.Read(folder, new(int.MaxValue, long.MaxValue)).OpenRead();
        await packed.CopyToAsync(bytes, Stop);
        return bytes.ToArray();
    }

    /// <summary>Unpacks bytes that are stored under their own digest, with a record that says this of them.</summary>
    public static async Task ExtractAsync(byte[] packed, ArtifactFolder said, string directory, Action<RegistryOptions>? configure = null)
    {
        var store = new InMemoryArtifactStore();
        var digest = Convert.ToHexStringLower(SHA256.HashData(packed));
        store.Plant(digest, packed);
        var options = new RegistryOptions();
        configure?.Invoke(options);
        await new ModelRegistry(new InMemoryRegistryStore(), store, options, TimeProvider.System, NullLogger.Instance).ExtractAsync(Version(digest, packed, said), directory, Stop);
    }

    public static ModelVersion Version(string digest, byte[] packed, ArtifactFolder said) => new()
    {
        Model = "m",
        Number = 1,
        Artifact = new(digest, packed.Length, "test") { Folder = said },
        Author = "a",
        RegisteredAt = DateTimeOffset.UnixEpoch,
    };
}
