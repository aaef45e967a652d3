using MlOps.Registry.Json;

namespace MlOps.Registry.Transfer;

/// <summary>One version in a manifest.</summary>
internal sealed record ManifestVersion
{
    /// <summary>What was fixed when it was registered first: see <see cref="VersionIdentity.Fixed"/>.</summary>
    public required ModelVersion Version { get; init; }

    /// <summary>The version that it was made from, or null.</summary>
    public VersionIdentity? Parent { get; init; }
}
