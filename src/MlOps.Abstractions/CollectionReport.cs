namespace MlOps;

/// <summary>What a collection did, or would do.</summary>
public sealed record CollectionReport
{
    /// <summary>Whether it only says what would be, and nothing was changed.</summary>
    public bool IsPreview { get; init; }

    /// <summary>Versions that no rule keeps: they were retired.</summary>
    public IReadOnlyList<VersionRetention> Retired { get; init; } = [];

    /// <summary>Versions that stay as they are, and why; of retired ones those whose bytes stay.</summary>
    public IReadOnlyList<VersionRetention> Kept { get; init; } = [];

    /// <summary>Bytes that were removed.</summary>
    public IReadOnlyList<RemovedArtifact> Removed { get; init; } = [];

    /// <summary>A line for each version and artifact, as a person reads it.</summary>
    public override string ToString() => string.Join('\n', [
        .. Retired.Select(v => $"{(IsPreview ? "would retire" : "retired")} {v}"),
        .. Removed.Select(r => $"{(IsPreview ? "would remove" : "removed")} {r}"),
        .. Kept.Select(v => $"{(IsPreview ? "would keep" : "kept")} {v}"),
    ]);
}
