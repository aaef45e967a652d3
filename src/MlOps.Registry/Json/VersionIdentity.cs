using System.Text.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Json;

/// <summary>Which version something is, in whatever registry it is.</summary>
/// <param name="Number">Its number in the registry that registered it first.</param>
/// <param name="Digest">SHA-256 over all that was fixed there: <see cref="ModelOrigin.Digest"/>.</param>
internal sealed record VersionIdentity(int Number, string Digest)
{
    // Whoever vouches for a version, it is the same one.
    public static VersionIdentity Of(ModelVersion version)
    {
        var first = Fixed(version) with { Signature = null };
        return new(first.Number, ContentDigest.Of(JsonSerializer.SerializeToUtf8Bytes(first, RegistryJsonContext.Default.ModelVersion)));
    }

    /// <summary>
    /// The version as the registry that registered it first fixed it, without what means nothing elsewhere: the parent's number, and
    /// the id of the registration. Names are in order, so that the same version always has the same text.
    /// </summary>
    /// <remarks>What later versions of this library add to a version must be null where nobody said it, or old digests change.</remarks>
    public static ModelVersion Fixed(ModelVersion version) => version with
    {
        Model = version.Origin?.Model ?? version.Model,
        Number = version.Origin?.Number ?? version.Number,
        Author = version.Origin?.Author ?? version.Author,
        RegisteredAt = version.Origin?.RegisteredAt ?? version.RegisteredAt,
        Metrics = Ordered.ByName(version.Metrics),
        Parameters = Ordered.ByName(version.Parameters),
        Lineage = version.Lineage is null ? null : version.Lineage with { ParentVersion = null },
        Environment = version.Environment is null ? null : version.Environment with { Packages = Ordered.ByName(version.Environment.Packages) },
        RegistrationId = null,
        Origin = null,
    };
}
