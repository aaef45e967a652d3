using System.Security.Cryptography;

namespace MlOps.Registry.Conformance;

/// <summary>A folder of its own with a folder in it, so that what happens around that one shows.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string _around = Directory.CreateTempSubdirectory("mlops-folder-").FullName;

    /// <summary>The folder; made by the first file in it.</summary>
    public string Root => Path.Combine(_around, "folder");

    public TemporaryFolder With(string name, params byte[] content)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return this;
    }

    /// <summary>A name beside the folder.</summary>
    public string Beside(string name) => Path.Combine(_around, name);

    /// <summary>Everything in the folder and around it, with the digests of files.</summary>
    public IReadOnlyList<string> Snapshot() => Snapshot(_around);

    /// <summary>Everything in a folder, by the paths below it.</summary>
    public static IReadOnlyList<string> Snapshot(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(e => Path.GetRelativePath(folder, e) + (File.Exists(e) ? " " + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(e))) : "")),
    ];

    public void Dispose() => Directory.Delete(_around, recursive: true);
}
