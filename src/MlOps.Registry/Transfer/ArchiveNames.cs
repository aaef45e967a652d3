using MlOps.Registry.Stores;

namespace MlOps.Registry.Transfer;

/// <summary>The only names that entries have. Everything else is refused, and none ever becomes a path.</summary>
internal static class ArchiveNames
{
    public const string Manifest = "manifest.json";

    private const string Folder = "artifacts/";

    public static string Artifact(string digest) => Folder + digest;

    public static bool IsArtifact(string name) => name.StartsWith(Folder, StringComparison.Ordinal) && ContentDigest.IsValid(name[Folder.Length..]);
}
