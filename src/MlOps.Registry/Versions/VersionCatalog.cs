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
        var listing = artifact.Folder is { } folder
            ? await Task.Run(() => FolderListing.Read(folder, FolderLimits.Of(options)), cancellationToken).ConfigureAwait(false)
            : null;
        return await AddAsync(
            model,
            () => Make(model, new("", 0, artifact.Format) { Folder = listing?.Facts }, lineage, spec),
            spec.RegistrationId,
            listing is null ? () => Open(artifact) : listing.OpenRead,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Registers a version of another registry, with all that was fixed there. The same one twice gives the version that was made.</summary>
    public Task<ModelVersion> ImportAsync(ModelVersion version, Func<Stream> open, CancellationToken cancellationToken) =>
        AddAsync(version.Model, () => version, RegistrationIds.OfImport(version.Origin!.Digest), open, cancellationToken);

    /// <summary>The version that was imported with this origin's digest, or null.</summary>
    public async Task<ModelVersion?> FindImportedAsync(string model, string originDigest, CancellationToken cancellationToken) =>
        await FindRegistrationAsync(model, RegistrationIds.OfImport(originDigest), cancellationToken).ConfigureAwait(false);

    /// <summary>The version, or null.</summary>
    public async Task<ModelVersion?> FindAsync(string model, int version, CancellationToken cancellationToken) =>
        await store.FindVersionAsync(model, version, cancellationToken).ConfigureAwait(false) is { } entry ? RegistryJson.Read(entry) : null;

    public async Task<ModelVersion> GetAsync(string model, int version, CancellationToken cancellationToken) =>
        await FindAsync(model, version, cancellationToken).ConfigureAwait(false)
        ?? throw await NotFoundAsync(model, version, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// The version with its parent's number where that was imported after it: records don't change, so it is found when the child is read. The
    /// bytes that the record names, which a signature covers, have to be the parent's.
    /// </summary>
    public async Task<ModelVersion> WithParentAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        if (version is not { Lineage: { ParentVersion: null, ParentDigest: { } bytes } lineage, Origin.ParentDigest: { } origin })
        {
            return version;
        }

        try
        {
            return await store.FindRegistrationAsync(version.Model, RegistrationIds.OfImport(origin), cancellationToken).ConfigureAwait(false) is { } parent
                && parent.ArtifactDigest == bytes
                    ? version with { Lineage = lineage with { ParentVersion = parent.Number } }
                    : version;
        }
        catch (RegistryUnavailableException)
        {
            // A copy may stand in for the child's record, and has no parents. The number is for people; nothing rests on it.
            return version;
        }
    }

    public IAsyncEnumerable<ModelVersion> ListAsync(string model, CancellationToken cancellationToken) => Pages
        .ReadAsync(0, (after, stop) => store.ReadVersionsAsync(model, after, Pages.Size, stop), entry => entry.Number, cancellationToken)
        .Select(entry => RegistryJson.Read(entry));

    /// <summary>The models' names; what somebody wrote into the store that no name can be is left to the verification.</summary>
    public IAsyncEnumerable<string> ListModelsAsync(CancellationToken cancellationToken) => Pages
        .ReadAsync("", (after, stop) => store.ReadModelsAsync(after, Pages.Size, stop), model => model, cancellationToken)
        .Where(ModelName.IsValid);

    private async Task<ModelVersion> AddAsync(
        string model, Func<ModelVersion> make, string? registrationId, Func<Stream> open, CancellationToken cancellationToken)
    {
        // All that needs no digest is done while the bytes are copied. A thread of the pool takes up first what it queued last, without
        // another that has to wake up: the bytes, which take longest.
        var drafting = DraftAsync(model, make, cancellationToken);
        var staging = StageAsync(open, cancellationToken);
        await ((Task)drafting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var staged = await staging.ConfigureAwait(false);
        await using var _ = staged.ConfigureAwait(false);
        var (draft, last) = await drafting.ConfigureAwait(false);
        while (true)
        {
            var version = Number(draft, staged.Content, last);

            // What came with a signature keeps it: whoever signed it knew it first.
            version = version.Signature is null && keys.Signing is { } signing ? signing.Sign(version) : version;
            var entry = RegistryJson.WriteKept(version);
            await staged.FlushAsync().ConfigureAwait(false);

            // Bytes first: whatever happens, no record ever names bytes that aren't there.
            if (await store.TryAddVersionAsync(entry, staged.PublishAsync, cancellationToken).ConfigureAwait(false))
            {
                RegistryLog.Registered(logger, version, staged.Content.Digest, staged.Content.Size);
                return version with { Digest = RegistryJson.DigestOf(entry.Document) };
            }

            // Someone else took the number, or is the same caller's other try.
            if (await FindRegistrationAsync(model, registrationId, cancellationToken).ConfigureAwait(false) is { } twin)
            {
                return twin;
            }

            last = await FindLastAsync(model, cancellationToken).ConfigureAwait(false);
        }
    }

    // The version as whoever reads it will get it, but for what it gets when it is added; and the last before it. What is wrong with the
    // version is told also where the last can't be found.
    private async Task<(ModelVersion Draft, ModelVersion? Last)> DraftAsync(string model, Func<ModelVersion> make, CancellationToken cancellationToken)
    {
        var finding = FindLastAsync(model, cancellationToken);
        await ((Task)finding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var entry = RegistryJson.Write(make() with { Author = options.Author }, out var draft);
        if (draft.Origin is null)
        {
            SpecRules.CheckSize(draft.Model, entry.Document);
        }

        return (draft, await finding.ConfigureAwait(false));
    }

    private async Task<ModelVersion?> FindLastAsync(string model, CancellationToken cancellationToken) =>
        await store.FindLastVersionAsync(model, cancellationToken).ConfigureAwait(false) is { } entry ? RegistryJson.Read(entry) : null;

    // The parent's number means nothing elsewhere; the digest of its bytes does.
    private async Task<ModelLineage?> ResolveAsync(string model, ModelLineage? lineage, CancellationToken cancellationToken) =>
        lineage?.ParentVersion is { } parent
            ? lineage with { ParentDigest = (await GetAsync(model, parent, cancellationToken).ConfigureAwait(false)).Artifact.Digest }
            : lineage;

    // A pipe or device would keep its reader waiting, or never end.
    private static Stream Open(ModelArtifact artifact)
    {
        if (artifact.File is { } file && Path.Exists(file) && !RegularFile.IsRegular(file) && new FileInfo(file).LinkTarget is null)
        {
            throw new ArgumentException($"'{file}' is a folder, pipe, socket or device and no file. Name a file; for a folder there is {nameof(ModelArtifact.FromFolder)}.", nameof(artifact));
        }

        try
        {
            return artifact.OpenRead();
        }
        catch (Exception e) when (artifact.File is not null && e is UnauthorizedAccessException or IOException and not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw Unreadable(artifact.File!, e);
        }
    }

    private async Task<IStagedArtifact> StageAsync(Func<Stream> open, CancellationToken cancellationToken)
    {
        var source = open();
        await using (source.ConfigureAwait(false))
        {
            if (source is not FileStream { Name: var path } file)
            {
                return await artifacts.StageAsync(source, cancellationToken).ConfigureAwait(false);
            }

            var before = (file.Length, File.GetLastWriteTimeUtc(path));
            IStagedArtifact staged;
            try
            {
                staged = await artifacts.StageAsync(source, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RegistryUnavailableException or IOException or UnauthorizedAccessException)
            {
                await DemandReadableAsync(open, path, cancellationToken).ConfigureAwait(false);
                throw;
            }

            if (before == (staged.Content.Size, File.GetLastWriteTimeUtc(path)))
            {
                return staged;
            }

            await staged.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"'{path}' was written while it was registered. Nothing was registered; wait until whoever writes it is done, and register it again.");
        }
    }

    // The store that copied the file couldn't tell which of the two was at fault.
    private static async Task DemandReadableAsync(Func<Stream> open, string path, CancellationToken cancellationToken)
    {
        var source = open();
        await using (source.ConfigureAwait(false))
        {
            try
            {
                await source.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Unreadable(path, e);
            }
        }
    }

    private static ArtifactException Unreadable(string path, Exception e) => new(
        $"The file '{path}' can't be read: {e.Message} Nothing was registered. See that this user may read it and that its disk is sound, and register it again.", e);

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

    // Without its author, its number and its bytes, which it gets later.
    private static ModelVersion Make(string model, ArtifactInfo artifact, ModelLineage? lineage, ModelVersionSpec spec) => new()
    {
        Model = model,
        Number = 0,
        Artifact = artifact,
        InputSchema = spec.InputSchema,
        OutputSchema = spec.OutputSchema,
        Metrics = new ReadOnlyDictionary<string, Metric>(new Dictionary<string, Metric>(spec.Metrics, StringComparer.Ordinal)),
        Parameters = new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(spec.Parameters, StringComparer.Ordinal)),
        Golden = spec.Golden,
        Lineage = lineage,
        Environment = spec.Environment ?? ModelEnvironment.Current(),
        Author = "",
        Owner = spec.Owner,
        Purpose = spec.Purpose,
        RegisteredAt = default,
        RegistrationId = spec.RegistrationId,
    };

    private ModelVersion Number(ModelVersion draft, StoredContent content, ModelVersion? last)
    {
        var now = time.GetUtcNow();
        return draft with
        {
            Number = (last?.Number ?? 0) + 1,
            Artifact = draft.Artifact with { Digest = content.Digest, Size = content.Size },
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
