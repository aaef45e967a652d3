using Microsoft.Extensions.Logging;
using MlOps.Registry.Events;
using MlOps.Registry.History;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;
using MlOps.Registry.Versions;

namespace MlOps.Registry.Collection;

/// <summary>Retires what a policy doesn't keep, and removes bytes that nobody needs any more.</summary>
/// <remarks>
/// Why no version ever lacks its bytes because of this: a registration puts its bytes in place and adds its record in one step, and
/// bytes are removed in the step that finds every version marked which names them. The store lets one of the two run after the other.
/// Where removing comes first, the registration puts its own copy in place again; where the registration comes first, its version
/// isn't marked and the bytes stay. No age, clock or lease is asked. A process that is killed inside a step leaves, of a registration,
/// bytes that no version names, and of a removal, versions that are marked: both are removed by the next collection, which goes by
/// the bytes that are stored and not by what an earlier one had in mind.
/// </remarks>
internal sealed class Collector(
    IRegistryStore store, IArtifactStore artifacts, VersionCatalog versions, DeploymentHistory history, EventLog events, FactsReader facts, ILogger logger)
{
    /// <param name="policy">What is kept.</param>
    /// <param name="because">Why; null to say only what would be done.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    public async Task<CollectionReport> RunAsync(RetentionPolicy policy, ChangeReason? because, CancellationToken cancellationToken)
    {
        // All that can be known before anything changes.
        await CheckRecordsAsync(cancellationToken).ConfigureAwait(false);
        var covered = await ModelsAsync(policy, cancellationToken).ConfigureAwait(false);
        if (because is not null)
        {
            await artifacts.CheckRemovalAsync(cancellationToken).ConfigureAwait(false);
        }

        var (retired, kept, removed) = (new List<VersionRetention>(), new List<VersionRetention>(), new List<RemovedArtifact>());
        var models = new Dictionary<string, ModelFacts>(StringComparer.Ordinal);
        foreach (var model in covered)
        {
            models[model] = await RetireAsync(model, policy, because, retired, kept, cancellationToken).ConfigureAwait(false);
        }

        await foreach (var digest in artifacts.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await RemoveAsync(digest, models, policy, because, kept, cancellationToken).ConfigureAwait(false) is { } gone)
            {
                removed.Add(gone);
            }
        }

        return new() { IsPreview = because is null, Retired = retired, Kept = kept, Removed = removed };
    }

    // Bytes whose records were lost look like those of a registration that was cut off; they are what can still be saved.
    private async Task CheckRecordsAsync(CancellationToken cancellationToken)
    {
        if (await store.ReadLostModelsAsync("", limit: 1, cancellationToken).ConfigureAwait(false) is [var lost])
        {
            throw Lost($"'{Printable.Text(lost)}' was deployed or something was said of it, and the records of its versions are gone.");
        }

        var deployed = Pages.ReadAsync(0L, (after, stop) => store.ReadChangesAsync(after, Pages.Size, stop), entry => entry.Sequence, cancellationToken);
        await foreach (var entry in deployed.ConfigureAwait(false))
        {
            // The plan in force, and what was written over it by somebody who isn't trusted here.
            await foreach (var deployment in history.ReadSinceAsync(entry.Model, DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false))
            {
                foreach (var version in deployment.Plan.Versions)
                {
                    if (await versions.FindAsync(entry.Model, version, cancellationToken).ConfigureAwait(false) is null)
                    {
                        throw Lost($"{deployment} names v{version}, and its record is gone.");
                    }
                }
            }
        }
    }

    private static RegistryUnavailableException Lost(string what) => new(
        $"{what} Nothing was collected, for the bytes of lost records would go, too. Look with VerifyAsync, and restore the store from a back-up.");

    private async Task<IReadOnlyCollection<string>> ModelsAsync(RetentionPolicy policy, CancellationToken cancellationToken)
    {
        if (policy.Models is null)
        {
            return await versions.ListModelsAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var model in policy.Models)
        {
            await versions.GetAsync(model, version: 1, cancellationToken).ConfigureAwait(false);
        }

        return [.. policy.Models.Distinct(StringComparer.Ordinal)];
    }

    private async Task<ModelFacts> RetireAsync(
        string model, RetentionPolicy policy, ChangeReason? because, List<VersionRetention> retired, List<VersionRetention> kept, CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = await facts.ReadAsync(model, policy, cancellationToken).ConfigureAwait(false);
            var verdicts = Retention.Decide(seen, policy).ToList();
            var decided = true;
            foreach (var (version, _) in verdicts.Where(v => v.Why is null))
            {
                decided = because is null || await SayAsync(seen, version, VersionEventKind.Retired, because, cancellationToken).ConfigureAwait(false);
                if (!decided)
                {
                    break;
                }

                seen.Retired.Add(version);
                retired.Add(new(model, version, Retention.Outside(policy)));
                if (because is not null)
                {
                    RegistryLog.Retired(logger, $"{model} v{version}", because);
                }
            }

            if (decided)
            {
                kept.AddRange(verdicts.Where(v => v.Why is not null).Select(v => new VersionRetention(model, v.Version, v.Why!)));
                return seen;
            }

            // A deployment or a tag came between, which may keep what was about to go: decide again.
        }
    }

    private async Task<RemovedArtifact?> RemoveAsync(
        string digest, Dictionary<string, ModelFacts> models, RetentionPolicy policy, ChangeReason? because, List<VersionRetention> kept, CancellationToken cancellationToken)
    {
        var naming = await Pages
            .ReadAsync(("", 0), (after, stop) => store.ReadNamingAsync(digest, after, Pages.Size, stop), v => (v.Model, v.Number), cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var model in naming.Select(v => v.Model).Where(m => !models.ContainsKey(m)).Distinct())
        {
            models[model] = await facts.ReadAsync(model, policy, cancellationToken).ConfigureAwait(false);
        }

        if (naming.Find(v => !models[v.Model].LetsGo(v.Number)) is { } holder)
        {
            kept.AddRange(naming
                .Where(v => models[v.Model] is { IsCovered: true } seen && seen.Retired.Contains(v.Number) && !seen.BytesRemoved.Contains(v.Number))
                .Select(v => new VersionRetention(
                    v.Model,
                    v.Number,
                    $"retired, its bytes stay: {Retention.WhyBytesStay(models[v.Model], policy, v.Number) ?? $"{holder.Model} v{holder.Number} has the same"}")));
            return null;
        }

        if (because is not null)
        {
            foreach (var version in naming)
            {
                if (!await MarkAsync(models, version, policy, because, cancellationToken).ConfigureAwait(false))
                {
                    return null;
                }
            }

            if (!await store.TryRemoveAsync(
                digest, nameof(VersionEventKind.BytesRemoved), () => artifacts.RemoveAsync(digest, CancellationToken.None), cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }

        var gone = new RemovedArtifact(
            digest,
            naming is [var first, ..] ? RegistryJson.Read(first).Artifact.Size : null,
            [.. naming.Select(v => $"{v.Model} v{v.Number}")]);
        if (because is not null)
        {
            RegistryLog.Removed(logger, gone, because);
        }

        return gone;
    }

    /// <summary>Says of a version that its bytes are removed, before they are.</summary>
    /// <returns>False where something was said meanwhile that keeps them.</returns>
    private async Task<bool> MarkAsync(
        Dictionary<string, ModelFacts> models, VersionEntry version, RetentionPolicy policy, ChangeReason because, CancellationToken cancellationToken)
    {
        while (models[version.Model] is var seen && seen.LetsGo(version.Number))
        {
            if (seen.BytesRemoved.Contains(version.Number))
            {
                return true;
            }

            if (await SayAsync(seen, version.Number, VersionEventKind.BytesRemoved, because, cancellationToken).ConfigureAwait(false))
            {
                seen.BytesRemoved.Add(version.Number);
                return true;
            }

            models[version.Model] = await facts.ReadAsync(version.Model, policy, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    /// <returns>False where something was said or deployed since the facts were read.</returns>
    private async Task<bool> SayAsync(ModelFacts seen, int version, VersionEventKind kind, ChangeReason because, CancellationToken cancellationToken)
    {
        var said = await events.TryAddAsync(seen.Model, version, kind, because.Text, seen.LastEvent, seen.LastDeployment, cancellationToken).ConfigureAwait(false);
        seen.LastEvent = said ?? seen.LastEvent;
        return said is not null;
    }
}
