namespace MlOps;

/// <summary>How a file is imported.</summary>
public sealed record ImportOptions
{
    /// <summary>The name that the model gets here. Default: the name that it has in the registry that wrote the file.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The largest file, in bytes, that is read; a larger one is refused as soon as that is seen. The directory for temporary files
    /// needs that much room. Default: 16 GiB.
    /// </summary>
    public long MaxBytes { get; init; } = 16L << 30;
}
