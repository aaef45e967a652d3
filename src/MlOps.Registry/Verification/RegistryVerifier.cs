using MlOps.Registry.History;
using MlOps.Registry.Json;
using MlOps.Registry.Signing;
using MlOps.Registry.Stores;
using MlOps.Registry.Versions;

namespace MlOps.Registry.Verification;

/// <summary>Walks through a whole registry: every record, every version's bytes, bytes that no version names, every history.</summary>
internal sealed class RegistryVerifier(
    IRegistryStore store, IArtifactStore artifacts, ArtifactReader reader, DeploymentHistory deployments, HistoryVerifier history, Keyring keys, SeenHeads heads)
{
    private const string Compare = "Compare the store with a back-up.";

    public async Task<RegistryReport> VerifyAsync(CancellationToken cancellationToken)
    {
        var problems = new List<RegistryProblem>();
        var (versionCount, deploymentCount) = (0L, 0L);
        var unseen = heads.Now.Keys.ToHashSet(StringComparer.Ordinal);
        await foreach (var model in Pages.ReadAsync("", (after, stop) => store.ReadModelsAsync(after, Pages.Size, stop), m => m, cancellationToken).ConfigureAwait(false))
        {
            unseen.Remove(model);
            if (!ModelName.IsValid(model))
            {
                problems.Add(new(
                    RegistryProblemKind.DamagedRecord, $"'{model}'", $"A version is kept under a name that no model can have. {ModelName.Rule} {Compare}"));
                continue;
            }

            var count = await VerifyVersionsAsync(model, problems, cancellationToken).ConfigureAwait(false);
            versionCount += count;
            await VerifyEventsAsync(model, count, problems, cancellationToken).ConfigureAwait(false);
            var chain = await history.VerifyAsync(model, knownHead: null, cancellationToken).ConfigureAwait(false);
            deploymentCount += chain.Deployments;
            problems.AddRange(chain.Problems);
        }

        // Models of which the history alone is left, or what was said, or not even that.
        await foreach (var model in Pages.ReadAsync("", (after, stop) => store.ReadLostModelsAsync(after, Pages.Size, stop), m => m, cancellationToken).ConfigureAwait(false))
        {
            problems.Add(new(
                RegistryProblemKind.BrokenHistory,
                Printable.Text(model),
                $"It was deployed or something was said of it, and none of its versions is there: their records were removed. {Compare}"));
            unseen.Add(model);
        }

        foreach (var model in unseen)
        {
            var chain = await history.VerifyAsync(model, knownHead: null, cancellationToken).ConfigureAwait(false);
            deploymentCount += chain.Deployments;
            problems.AddRange(chain.Problems);
        }

        await foreach (var digest in artifacts.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if ((await store.ReadNamingAsync(digest, after: ("", 0), limit: 1, cancellationToken).ConfigureAwait(false)).Count == 0)
            {
                problems.Add(new(
                    RegistryProblemKind.OrphanedArtifact, digest, "No version names these bytes: a registration was cut off, or is under way. CollectAsync removes them."));
            }
        }

        await foreach (var stray in artifacts.ListStrayAsync(cancellationToken).ConfigureAwait(false))
        {
            problems.Add(new(
                RegistryProblemKind.StrayFile,
                Printable.Text(stray),
                "The registry didn't put this here, and neither opens nor removes it. Find out who did; it can be taken away."));
        }

        return new() { Versions = versionCount, Deployments = deploymentCount, Problems = problems };
    }

    private async Task<long> VerifyVersionsAsync(string model, List<RegistryProblem> problems, CancellationToken cancellationToken)
    {
        var expected = 1;
        var inForce = keys.Trusted is null ? [] : await InForceAsync(model, cancellationToken).ConfigureAwait(false);
        var entries = Pages.ReadAsync(0, (after, stop) => store.ReadVersionsAsync(model, after, Pages.Size, stop), entry => entry.Number, cancellationToken);
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            if (entry.Number != expected)
            {
                problems.Add(new(RegistryProblemKind.BrokenHistory, $"{model} v{expected}", $"The version before v{entry.Number} was removed. {Compare}"));
            }

            expected = entry.Number + 1;
            if (Read(() => RegistryJson.Read(entry), $"{model} v{entry.Number}", problems) is { } version)
            {
                CheckTrust(version, inForce.Contains(version.Number), problems);
                await VerifyAsync(version, problems, cancellationToken).ConfigureAwait(false);
            }
        }

        return expected - 1;
    }

    /// <summary>The versions that the plan in force names, or one that was written over it, whoever signed that.</summary>
    private async Task<HashSet<int>> InForceAsync(string model, CancellationToken cancellationToken)
    {
        try
        {
            return await deployments.ReadSinceAsync(model, DateTimeOffset.MaxValue, cancellationToken)
                .SelectMany(d => d.Plan.Versions)
                .ToHashSetAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RegistryUnavailableException or UntrustedRecordException)
        {
            // The history's verification tells of it.
            return [];
        }
    }

    private void CheckTrust(ModelVersion version, bool isInForce, List<RegistryProblem> problems)
    {
        if (keys.Trusted?.FindProblem(version) is { } untrusted)
        {
            problems.Add(isInForce
                ? new(RegistryProblemKind.UntrustedRecord, version.ToString(), untrusted)
                : new(RegistryProblemKind.UntrustedPast, version.ToString(), "No trusted key signed it. The plan in force doesn't name it, and no plan may."));
        }
    }

    private async Task VerifyEventsAsync(string model, long versions, List<RegistryProblem> problems, CancellationToken cancellationToken)
    {
        var expected = 1;
        var entries = Pages.ReadAsync(
            0, (after, stop) => store.ReadEventsAsync(model, null, null, after, Pages.Size, stop), entry => entry.Number, cancellationToken);
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            var name = $"{model} v{entry.Version}, event {entry.Number}";
            if (entry.Number != expected)
            {
                problems.Add(new(RegistryProblemKind.BrokenHistory, name, $"The event before it was removed. {Compare}"));
            }

            expected = entry.Number + 1;
            Read(() => RegistryJson.Read(entry), name, problems);

            // One that came while this was under way wasn't counted.
            if (entry.Version > versions && await store.FindVersionAsync(model, entry.Version, cancellationToken).ConfigureAwait(false) is null)
            {
                problems.Add(new(RegistryProblemKind.BrokenHistory, $"{model} v{entry.Version}", $"Event {entry.Number} is about this version, and its record is gone: it was removed. {Compare}"));
            }
        }
    }

    private static T? Read<T>(Func<T> read, string name, List<RegistryProblem> problems)
        where T : class
    {
        try
        {
            return read();
        }
        catch (RegistryUnavailableException e)
        {
            problems.Add(new(RegistryProblemKind.DamagedRecord, name, e.Message));
            return null;
        }
    }

    private async Task VerifyAsync(ModelVersion version, List<RegistryProblem> problems, CancellationToken cancellationToken)
    {
        try
        {
            var content = await reader.OpenUntrustedAsync(version, cancellationToken).ConfigureAwait(false);
            await content.DisposeAsync().ConfigureAwait(false);
        }
        catch (ArtifactException e)
        {
            if (await reader.FindRemovalAsync(version, cancellationToken).ConfigureAwait(false) is not null)
            {
                return;
            }

            var isThere = await reader.IsThereAsync(version, cancellationToken).ConfigureAwait(false);
            problems.Add(new(isThere ? RegistryProblemKind.AlteredArtifact : RegistryProblemKind.MissingArtifact, version.ToString(), e.Message));
        }
    }
}
