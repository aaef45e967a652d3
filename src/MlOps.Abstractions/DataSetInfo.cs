namespace MlOps;

/// <summary>The data that a version was trained on, as far as whoever registered it said so.</summary>
/// <param name="Name">What people call it, such as <c>census-2026-05</c>.</param>
public sealed record DataSetInfo(string Name)
{
    /// <summary>A digest of the data, such as its SHA-256; null where it isn't known.</summary>
    public string? Digest { get; init; }

    /// <summary>How many rows it has; null where that isn't known.</summary>
    public long? Rows { get; init; }
}
