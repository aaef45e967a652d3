using MlOps.Registry.Folders;
using MlOps.Registry.Json;
using MlOps.Registry.Signing;
using MlOps.Registry.Versions;

namespace MlOps.Registry.Transfer;

/// <summary>Registers the versions of a file, each once.</summary>
internal sealed class Importer(VersionCatalog versions, Keyring keys, bool requireOwnerAndPurpose, FolderLimits limits)
{
    public async Task<IReadOnlyList<ModelVersion>> ImportAsync(Stream source, ImportOptions options, CancellationToken cancellationToken)
    {
        var archive = await ImportArchive.OpenAsync(source, options.MaxBytes, requireOwnerAndPurpose, limits, cancellationToken).ConfigureAwait(false);
        await using (archive.ConfigureAwait(false))
        {
            var model = options.Model ?? archive.Manifest.Model;
            var keepsName = model == archive.Manifest.Model;
            CheckTrust(archive.Manifest, model, keepsName);
            var imported = new List<ModelVersion>();
            foreach (var entry in archive.Manifest.Versions)
            {
                imported.Add(await ImportAsync(model, keepsName, entry, archive, cancellationToken).ConfigureAwait(false));
            }

            // A parent may have come after its child.
            for (var at = 0; at < imported.Count; at++)
            {
                imported[at] = await versions.WithParentAsync(imported[at], cancellationToken).ConfigureAwait(false);
            }

            return imported;
        }
    }

    // A version was signed under the name that it had in the registry which wrote the file.
    private void CheckTrust(Manifest manifest, string model, bool keepsName)
    {
        if (!keepsName)
        {
            keys.DemandThatItSigns($"Importing '{manifest.Model}' under the name '{model}', which no signature of it covers,");
        }

        foreach (var entry in manifest.Versions)
        {
            keys.Trusted?.Demand(entry.Version with { Model = manifest.Model });
        }
    }

    private async Task<ModelVersion> ImportAsync(string model, bool keepsName, ManifestVersion entry, ImportArchive archive, CancellationToken cancellationToken)
    {
        var version = entry.Version;
        var identity = VersionIdentity.Of(version);
        if (await FindAsync(model, identity, cancellationToken).ConfigureAwait(false) is { } here)
        {
            return here;
        }

        // One that isn't here yet has no number here, and is found by its digest when it has.
        var parent = entry.Parent is null ? null : await FindAsync(model, entry.Parent, cancellationToken).ConfigureAwait(false);
        var imported = version with
        {
            Model = model,
            Signature = keepsName ? version.Signature : null,
            Lineage = version.Lineage is null ? null : version.Lineage with { ParentVersion = parent?.Number },
            Origin = new()
            {
                Model = version.Model,
                Number = version.Number,
                Author = version.Author,
                RegisteredAt = version.RegisteredAt,
                Digest = identity.Digest,
                ParentNumber = entry.Parent?.Number,
                ParentDigest = entry.Parent?.Digest,
            },
        };
        return await versions.ImportAsync(imported, () => archive.OpenRead(version.Artifact.Digest), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The version in this registry: imported before, or registered here first and come back.</summary>
    private async Task<ModelVersion?> FindAsync(string model, VersionIdentity identity, CancellationToken cancellationToken) =>
        await versions.FindImportedAsync(model, identity.Digest, cancellationToken).ConfigureAwait(false)
        ?? (await versions.FindAsync(model, identity.Number, cancellationToken).ConfigureAwait(false) is { Origin: null } own && VersionIdentity.Of(own) == identity
            ? own
            : null);
}
