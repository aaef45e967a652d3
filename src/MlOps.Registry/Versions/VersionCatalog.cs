using System.Collections.ObjectModel;
using Microsoft.Extensions.Logging;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Versions;

/// <summary>Registers versions and finds them.</summary>
internal sealed class VersionCatalog(
    IRegistryStore store, IArtifactStore artifacts, RegistryOptions options, TimeProvider time, ILogger logger)
{
    public async Task<ModelVersion> RegisterAsync(string model, ModelArtifact artifact, ModelVersionSpec spec, CancellationToken cancellationToken)
    {
        SpecRules.Check(model, spec, options.RequireOwnerAndPurpose);
        if (await FindRegistrationAsync(model, spec.RegistrationId, cancellationToken).ConfigureAwait(false) is { } made)
        {
            return made;
        }

        var lineage = await ResolveAsync(model, spec.Lineage, cancellationToken).ConfigureAwait(false);

        var staged = await StageAsync(artifact, cancellationToken).ConfigureAwait(false);
        await using var _ = staged.ConfigureAwait(false);
        while (true)
        {
            var last = await store.FindLastVersionAsync(model, cancellationToken).ConfigureAwait(false);
            var version = Make(model, artifact.Format, staged.Content, spec, last is null ? null : RegistryJson.Read(last)) with { Lineage = lineage };

            // Bytes first: whatever happens, no record ever names bytes that aren't there.
            if (await store.TryAddVersionAsync(RegistryJson.Write(version), staged.PublishAsync, cancellationToken).ConfigureAwait(false))
            {
                RegistryLog.Registered(logger, version, staged.Content.Digest, staged.Content.Size);
                return version;
            }

            // Someone else took the number, or is the same caller's other try.
            if (await FindRegistrationAsync(model, spec.RegistrationId, cancellationToken).ConfigureAwait(false) is { } twin)
            {
                return twin;
            }
        }
    }

    public async Task<ModelVersion> GetAsync(string model, int version, CancellationToken cancellationToken) =>
        await store.FindVersionAsync(model, version, cancellationToken).ConfigureAwait(false) is { } entry
            ? RegistryJson.Read(entry)
            : throw await NotFoundAsync(model, version, cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<ModelVersion> ListAsync(string model, CancellationToken cancellationToken) => Pages
        .ReadAsync(0, (after, stop) => store.ReadVersionsAsync(model, after, Pages.Size, stop), entry => entry.Number, cancellationToken)
        .Select(entry => RegistryJson.Read(entry));

    public IAsyncEnumerable<string> ListModelsAsync(CancellationToken cancellationToken) =>
        Pages.ReadAsync("", (after, stop) => store.ReadModelsAsync(after, Pages.Size, stop), model => model, cancellationToken);

    // The parent's number means nothing elsewhere; the digest of its bytes does.
    private async Task<ModelLineage?> ResolveAsync(string model, ModelLineage? lineage, CancellationToken cancellationToken) =>
        lineage?.ParentVersion is { } parent
            ? lineage with { ParentDigest = (await GetAsync(model, parent, cancellationToken).ConfigureAwait(false)).Artifact.Digest }
            : lineage;

    private async Task<IStagedArtifact> StageAsync(ModelArtifact artifact, CancellationToken cancellationToken)
    {
        var source = artifact.OpenRead();
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

    private ModelVersion Make(string model, string format, StoredContent content, ModelVersionSpec spec, ModelVersion? last)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Model = model,
            Number = (last?.Number ?? 0) + 1,
            Artifact = new(content.Digest, content.Size, format),
            InputSchema = spec.InputSchema,
            OutputSchema = spec.OutputSchema,
            Metrics = new ReadOnlyDictionary<string, Metric>(new Dictionary<string, Metric>(spec.Metrics, StringComparer.Ordinal)),
            Parameters = new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(spec.Parameters, StringComparer.Ordinal)),
            Environment = spec.Environment ?? ModelEnvironment.Current(),
            Author = options.Author,
            Owner = spec.Owner,
            Purpose = spec.Purpose,
            RegisteredAt = last?.RegisteredAt > now ? last.RegisteredAt : now,
            RegistrationId = spec.RegistrationId,
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
