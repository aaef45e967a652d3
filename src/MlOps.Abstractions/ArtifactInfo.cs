namespace MlOps;

/// <summary>What a version's bytes are.</summary>
/// <param name="Digest">SHA-256 of the bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Format">Which runtime loads them, such as <c>mlnet</c>.</param>
public sealed record ArtifactInfo(string Digest, long Size, string Format)
{
    /// <summary>The folder that the bytes are, packed; null for a file.</summary>
    public ArtifactFolder? Folder { get; init; }
}
