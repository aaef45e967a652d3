namespace MlOps;

/// <summary>What says that a version's bytes are a packed folder.</summary>
/// <param name="Files">How many files it has; at least 1.</param>
/// <param name="Bytes">The sum of their lengths.</param>
public sealed record ArtifactFolder(int Files, long Bytes);
