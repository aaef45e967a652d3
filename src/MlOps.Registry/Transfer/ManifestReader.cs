using System.Text.Json;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;
using MlOps.Registry.Versions;

namespace MlOps.Registry.Transfer;

/// <summary>Reads a manifest that anybody may have written, and checks all that it says by itself.</summary>
internal static class ManifestReader
{
    public static Manifest Read(ReadOnlySpan<byte> json, bool requireOwnerAndPurpose)
    {
        var manifest = Parse(json);
        if (manifest.Format != Manifest.CurrentFormat)
        {
            throw new ImportException(
                $"The file has format {manifest.Format}; this library reads {Manifest.CurrentFormat}. Update the library, or export with this version of it.");
        }

        if (!ModelName.IsValid(manifest.Model) || manifest.Versions.Count is 0 or > TransferLimits.Versions || manifest.Versions.Contains(null!))
        {
            throw new ImportException($"The manifest names no model, or not 1 to {TransferLimits.Versions} versions of it. {ModelName.Rule}");
        }

        foreach (var (at, version) in manifest.Versions.Index())
        {
            Check(at, version, requireOwnerAndPurpose);
        }

        if (manifest.Versions.Select(v => VersionIdentity.Of(v.Version).Digest).Distinct(StringComparer.Ordinal).Count() < manifest.Versions.Count)
        {
            throw new ImportException("The manifest says a version twice.");
        }

        return ManifestDigest.Of(manifest) == manifest.Digest
            ? manifest
            : throw new ImportException("The manifest isn't what was exported: its digest differs. Export again, or copy the file again.");
    }

    private static Manifest Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ManifestJsonContext.Default.Manifest) ?? throw new JsonException("It is null.");
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new ImportException(
                $"The manifest can't be read: {e.Message} It was damaged, or written by a later version of this library: copy the file again, or update the library.",
                e);
        }
    }

    private static void Check(int at, ManifestVersion entry, bool requireOwnerAndPurpose)
    {
        var version = entry.Version;
        if (!ModelName.IsValid(version.Model) || version.Number < 1)
        {
            throw new ImportException($"Version {at} of the manifest has no model name or no number. {ModelName.Rule}");
        }

        if (!ContentDigest.IsValid(version.Artifact.Digest)
            || version.Artifact.Size < 0
            || (version.Lineage?.ParentDigest is { } bytes && !ContentDigest.IsValid(bytes))
            || (entry.Parent is { } parent && (parent.Number < 1 || !ContentDigest.IsValid(parent.Digest))))
        {
            throw new ImportException($"The manifest's {version} names no SHA-256 or no size for its bytes, or for its parent.");
        }

        if (version.Origin is not null || version.RegistrationId is not null || version.Lineage?.ParentVersion is not null)
        {
            throw new ImportException($"The manifest's {version} carries what is local to a registry: an origin, a registration id or a parent's number.");
        }

        if (string.IsNullOrWhiteSpace(version.Author)
            || string.IsNullOrWhiteSpace(version.Artifact.Format)
            || version.Environment?.Packages.Values.Contains(null) == true)
        {
            throw new ImportException($"The manifest's {version} has no author or format, or a package without a version.");
        }

        try
        {
            SpecRules.Check(version.Model, Spec(version), requireOwnerAndPurpose);
        }
        catch (ArgumentException e)
        {
            throw new ImportException($"The manifest's {version} can't be registered here. {e.Message}", e);
        }
    }

    private static ModelVersionSpec Spec(ModelVersion version) => new()
    {
        Owner = version.Owner,
        Purpose = version.Purpose,
        Metrics = version.Metrics.ToDictionary(StringComparer.Ordinal),
        Parameters = version.Parameters.ToDictionary(StringComparer.Ordinal),
        Lineage = version.Lineage,
        InputSchema = version.InputSchema,
        OutputSchema = version.OutputSchema,
        Golden = version.Golden,
    };
}
