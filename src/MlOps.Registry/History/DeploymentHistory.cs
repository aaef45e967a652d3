using System.Runtime.CompilerServices;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.History;

/// <summary>Reads a model's deployments, and says which was in force: hosts stay with the latest that is trusted, whatever was written after it.</summary>
internal sealed class DeploymentHistory(IRegistryStore store, HeadCheck check)
{
    /// <inheritdoc cref="HeadCheck.Trusts"/>
    public bool Trusts(Deployment deployment) => check.Trusts(deployment);

    /// <summary>All of them, latest first, whoever vouches for them.</summary>
    public IAsyncEnumerable<Deployment> ReadAsync(string model, CancellationToken cancellationToken) => Pages
        .ReadAsync(int.MaxValue, (before, stop) => store.ReadDeploymentsAsync(model, before, Pages.Size, stop), entry => entry.Number, cancellationToken)
        .Select(entry => RegistryJson.Read(entry));

    /// <summary>The latest, whoever vouches for it; null where there is none.</summary>
    public async Task<Deployment?> FindLastAsync(string model, CancellationToken cancellationToken) =>
        await store.FindLastDeploymentAsync(model, cancellationToken).ConfigureAwait(false) is { } entry ? RegistryJson.Read(entry) : null;

    /// <summary>The deployment that was in force at an instant; null where nothing was.</summary>
    /// <exception cref="UntrustedRecordException">The latest that is trusted is older than one that was seen.</exception>
    public async Task<Deployment?> FindInForceAsync(string model, DateTimeOffset at, CancellationToken cancellationToken) =>
        await ReadSinceAsync(model, at, cancellationToken).LastOrDefaultAsync(cancellationToken).ConfigureAwait(false) is { } last && IsInForce(last, at) ? last : null;

    /// <summary>
    /// Every deployment, latest first, back to the one that was in force at an instant; those that aren't trusted as well. All of them
    /// where nothing was.
    /// </summary>
    /// <inheritdoc cref="FindInForceAsync" path="/exception"/>
    public async IAsyncEnumerable<Deployment> ReadSinceAsync(string model, DateTimeOffset at, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = check.Seen.GetValueOrDefault(model);
        var isLatest = true;
        await foreach (var deployment in ReadAsync(model, cancellationToken).ConfigureAwait(false))
        {
            if (isLatest && check.Trusts(deployment))
            {
                check.Accept(model, deployment, seen);
                isLatest = false;
            }

            yield return deployment;
            if (IsInForce(deployment, at))
            {
                yield break;
            }
        }

        if (isLatest)
        {
            check.Accept(model, null, seen);
        }
    }

    private bool IsInForce(Deployment deployment, DateTimeOffset at) => deployment.At <= at && check.Trusts(deployment);
}
