using System.Collections.ObjectModel;
using Microsoft.Extensions.Logging;
using MlOps.Registry.Folders;
using MlOps.Registry.Json;
using MlOps.Registry.Signing;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Versions;

/// <summary>Registers versions and finds them.</summary>
internal sealed class VersionCatalog(
    IRegistryStore store, IArtifactStore artifacts, RegistryOptions options, Keyring keys, TimeProvider time, ILogger logger)
{
    public async Task<ModelVersion> RegisterAsync(string model, ModelArtifact artifact, ModelVersionSpec spec, CancellationToken cancellationToken)
    {
        SpecRules.Check(model, spec, options.RequireOwnerAndPurpose);
        keys.DemandThatItSigns($"Registering a version of '{model}'");
        if (await FindRegistrationAsync(model, spec.RegistrationId, cancellationToken).ConfigureAwait(false) is { } made)
        {
            return made;
        }

        var lineage = await ResolveAsync(model, spec.Lineage, cancellationToken).ConfigureAwait(false);

        var version = Make(model, artifact.Format, spec) with { Lineage = lineage };
        if (artifact.Folder is not { } folder)
        {
            return await AddAsync(version, spec.RegistrationId, () => Open(artifact), cancellationToken).ConfigureAwait(false);
        }

        var listing = await Task.Run(() => FolderListing.Read(folder, FolderLimits.Of(options)), cancellationToken).ConfigureAwait(false);
        return await AddAsync(version with { Artifact = version.Artifact with { Folder = listing.Facts } }, spec.RegistrationId, listing.OpenRead, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Registers a version of another registry, with all that was fixed there. The same one twice gives the version that was made.</summary>
    public Task<ModelVersion> ImportAsync(ModelVersion version, Func<Stream> open, CancellationToken cancellationToken) =>
        AddAsync(version, ImportId(version.Origin!.Digest), open, cancellationToken);

    /// <summary>The version that was imported with this origin's digest, or null.</summary>
    public async Task<ModelVersion?> FindImportedAsync(string model, string originDigest, CancellationToken cancellationToken) =>
        await FindRegistrationAsync(model, ImportId(originDigest), cancellationToken).ConfigureAwait(false);

    /// <summary>The version, or null.</summary>
    public async Task<ModelVersion?> FindAsync(string model, int version, CancellationToken cancellationToken) =>
        await store.FindVersionAsync(model, version, cancellationToken).ConfigureAwait(false) is { } entry ? RegistryJson.Read(entry) : null;

    public async Task<ModelVersion> GetAsync(string model, int version, CancellationToken cancellationToken) =>
        await FindAsync(model, version, cancellationToken).ConfigureAwait(false)
        ?? throw await NotFoundAsync(model, version, cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<ModelVersion> ListAsync(string model, CancellationToken cancellationToken) => Pages
        .ReadAsync(0, (after, stop) => store.ReadVersionsAsync(model, after, Pages.Size, stop), entry => entry.Number, cancellationToken)
        .Select(entry => RegistryJson.Read(entry));

    /// <summary>The models' names; what somebody wrote into the store that no name can be is left to the verification.</summary>
    public IAsyncEnumerable<string> ListModelsAsync(CancellationToken cancellationToken) => Pages
        .ReadAsync("", (after, stop) => store.ReadModelsAsync(after, Pages.Size, stop), model => model, cancellationToken)
        .Where(ModelName.IsValid);

    private async Task<ModelVersion> AddAsync(ModelVersion made, string? registrationId, Func<Stream> open, CancellationToken cancellationToken)
    {
        var staged = await StageAsync(open, cancellationToken).ConfigureAwait(false);
        await using var _ = staged.ConfigureAwait(false);
        while (true)
        {
            var last = await store.FindLastVersionAsync(made.Model, cancellationToken).ConfigureAwait(false);
            var version = Number(made, staged.Content, last is null ? null : RegistryJson.Read(last));

            // What came with a signature keeps it: whoever signed it knew it first.
            version = version.Signature is null && keys.Signing is { } signing ? signing.Sign(version) : version;
            var entry = RegistryJson.Write(version, out var kept) with { RegistrationId = registrationId };

            // Bytes first: whatever happens, no record ever names bytes that aren't there.
            if (await store.TryAddVersionAsync(entry, staged.PublishAsync, cancellationToken).ConfigureAwait(false))
            {
                RegistryLog.Registered(logger, version, staged.Content.Digest, staged.Content.Size);
                return kept;
            }

            // Someone else took the number, or is the same caller's other try.
            if (await FindRegistrationAsync(made.Model, registrationId, cancellationToken).ConfigureAwait(false) is { } twin)
            {
                return twin;
            }
        }
    }

    // No caller's id begins so; what was imported has none of its own.
    private static string ImportId(string originDigest) => SpecRules.ImportPrefix + originDigest;

    // The parent's number means nothing elsewhere; the digest of its bytes does.
    private async Task<ModelLineage?> ResolveAsync(string model, ModelLineage? lineage, CancellationToken cancellationToken) =>
        lineage?.ParentVersion is { } parent
            ? lineage with { ParentDigest = (await GetAsync(model, parent, cancellationToken).ConfigureAwait(false)).Artifact.Digest }
            : lineage;

    // A pipe or device would keep its reader waiting, or never end.
    private static Stream Open(ModelArtifact artifact) =>
        artifact.File is { } file && Path.Exists(file) && !RegularFile.IsRegular(file) && new FileInfo(file).LinkTarget is null
            ? throw new ArgumentException($"'{file}' is a folder, pipe, socket or device and no file. Name a file; for a folder there is {nameof(ModelArtifact.FromFolder)}.", nameof(artifact))
            : artifact.OpenRead();

    private async Task<IStagedArtifact> StageAsync(Func<Stream> open, CancellationToken cancellationToken)
    {
        var source = open();
        await using (source.ConfigureAwait(false))
        {
            return await artifacts.StageAsync(source, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ModelVersion?> FindRegistrationAsync(string model, string? registrationId, CancellationToken cancellationToken)
    {
        if (registrationId is null
            || await store.FindRegistrationAsync(model, registrationId, cancellationToken).ConfigureAwait(false) is not { } entry)
        {
            return null;
        }

        var version = RegistryJson.Read(entry);
        RegistryLog.AlreadyRegistered(logger, registrationId, version);
        return version;
    }

    // Without its number and its bytes, which it gets when it is added.
    private ModelVersion Make(string model, string format, ModelVersionSpec spec) => new()
    {
        Model = model,
        Number = 0,
        Artifact = new("", 0, format),
        InputSchema = spec.InputSchema,
        OutputSchema = spec.OutputSchema,
        Metrics = new ReadOnlyDictionary<string, Metric>(new Dictionary<string, Metric>(spec.Metrics, StringComparer.Ordinal)),
        Parameters = new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(spec.Parameters, StringComparer.Ordinal)),
        Golden = spec.Golden,
        Environment = spec.Environment ?? ModelEnvironment.Current(),
        Author = options.Author,
        Owner = spec.Owner,
        Purpose = spec.Purpose,
        RegisteredAt = default,
        RegistrationId = spec.RegistrationId,
    };

    private ModelVersion Number(ModelVersion made, StoredContent content, ModelVersion? last)
    {
        var now = time.GetUtcNow();
        return made with
        {
            Number = (last?.Number ?? 0) + 1,
            Artifact = made.Artifact with { Digest = content.Digest, Size = content.Size },
            Author = options.Author,
            RegisteredAt = last?.RegisteredAt > now ? last.RegisteredAt : now,
        };
    }

    private async Task<ModelNotFoundException> NotFoundAsync(string model, int version, CancellationToken cancellationToken)
    {
        var last = await store.FindLastVersionAsync(model, cancellationToken).ConfigureAwait(false);
        return new(last is null
            ? $"There is no {model} v{version}: the registry holds no version of '{model}'. Register one with RegisterAsync, or look at "
                + "ListModelsAsync for how the name is written."
            : $"There is no {model} v{version}: the registry holds v1 to v{last.Number}. Name one of these, or register another first.");
    }
}
