namespace MlOps.Registry.Transfer;

/// <summary>What an export says of its versions.</summary>
internal sealed record Manifest
{
    /// <summary>The format that this library writes and reads.</summary>
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    /// <summary>The model's name in the registry that wrote the file.</summary>
    public required string Model { get; init; }

    /// <summary>In the order of their numbers there.</summary>
    public required IReadOnlyList<ManifestVersion> Versions { get; init; }

    /// <summary>Over all of the above; see <see cref="ManifestDigest"/>.</summary>
    public required string Digest { get; init; }
}
