namespace MlOps;

/// <summary>Bytes that were removed, or would be.</summary>
/// <param name="Digest">Their SHA-256.</param>
/// <param name="Size">Their count; null where no version names them.</param>
/// <param name="Versions">The retired versions that name them; empty where none does, such as after a registration that was cut off.</param>
public sealed record RemovedArtifact(string Digest, long? Size, IReadOnlyList<string> Versions)
{
    /// <summary>It as a person writes it: <c>the bytes of income v1 (1000)</c>.</summary>
    public override string ToString() =>
        Versions.Count == 0 ? $"bytes that no version names ({Digest})" : $"the bytes of {string.Join(", ", Versions)} ({Size})";
}
