using MlOps.Registry.Stores;
using MlOps.Registry.Versions;

namespace MlOps.Registry.Verification;

/// <summary>Walks through a whole registry: every version's bytes, bytes that no version names, every history.</summary>
internal sealed class RegistryVerifier(
    IRegistryStore store, IArtifactStore artifacts, VersionCatalog versions, ArtifactReader reader, HistoryVerifier history)
{
    public async Task<RegistryReport> VerifyAsync(CancellationToken cancellationToken)
    {
        var problems = new List<RegistryProblem>();
        var (versionCount, deploymentCount) = (0L, 0L);
        await foreach (var model in versions.ListModelsAsync(cancellationToken).ConfigureAwait(false))
        {
            var expected = 1;
            await foreach (var version in versions.ListAsync(model, cancellationToken).ConfigureAwait(false))
            {
                if (version.Number != expected)
                {
                    problems.Add(new(
                        RegistryProblemKind.BrokenHistory, $"{model} v{expected}", $"The version before v{version.Number} was removed. Compare the store with a back-up."));
                }

                expected = version.Number + 1;
                versionCount++;
                await VerifyAsync(version, problems, cancellationToken).ConfigureAwait(false);
            }

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

        return new() { Versions = versionCount, Deployments = deploymentCount, Problems = problems };
    }

    private async Task VerifyAsync(ModelVersion version, List<RegistryProblem> problems, CancellationToken cancellationToken)
    {
        try
        {
            var content = await reader.OpenAsync(version, cancellationToken).ConfigureAwait(false);
            await content.DisposeAsync().ConfigureAwait(false);
        }
        catch (ArtifactException e)
        {
            if (await reader.FindRemovalAsync(version, cancellationToken).ConfigureAwait(false) is not null)
            {
                return;
            }

            var isMissing = await IsMissingAsync(version, cancellationToken).ConfigureAwait(false);
            problems.Add(new(isMissing ? RegistryProblemKind.MissingArtifact : RegistryProblemKind.AlteredArtifact, version.ToString(), e.Message));
        }
    }

    private async Task<bool> IsMissingAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        if (!ContentDigest.IsValid(version.Artifact.Digest)
            || await artifacts.OpenAsync(version.Artifact.Digest, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return true;
        }

        await stored.DisposeAsync().ConfigureAwait(false);
        return false;
    }
}
