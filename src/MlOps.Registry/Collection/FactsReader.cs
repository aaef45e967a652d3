using MlOps.Registry.Events;
using MlOps.Registry.History;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Collection;

/// <summary>Reads what a policy looks at.</summary>
internal sealed class FactsReader(IRegistryStore store, EventLog events, DeploymentHistory history, TimeProvider time)
{
    /// <remarks>
    /// The last event comes first: whatever is said after it makes an addition that rests on these facts fail. So does a deployment
    /// after the first of those read here.
    /// </remarks>
    public async Task<ModelFacts> ReadAsync(string model, RetentionPolicy policy, CancellationToken cancellationToken)
    {
        var lastEvent = await events.FindLastAsync(model, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var since = now - DateTimeOffset.MinValue < policy.KeepDeployedWithin ? DateTimeOffset.MinValue : now - policy.KeepDeployedWithin;
        var deployments = await history.ReadSinceAsync(model, since, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new()
        {
            Model = model,
            IsCovered = policy.Models?.Contains(model) ?? true,
            LastEvent = lastEvent,
            LastDeployment = deployments is [var last, ..] ? last.Number : 0,
            Deployments = [.. deployments.Where(history.Trusts)],
            Untrusted = [.. deployments.Where(d => !history.Trusts(d))],
            LastVersion = (await store.FindLastVersionAsync(model, cancellationToken).ConfigureAwait(false))?.Number ?? 0,
            Tagged = await TaggedAsync(model, policy.KeepTagged, cancellationToken).ConfigureAwait(false),
            Retired = await WithAsync(model, VersionEventKind.Retired, cancellationToken).ConfigureAwait(false),
            BytesRemoved = await WithAsync(model, VersionEventKind.BytesRemoved, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<Dictionary<int, string>> TaggedAsync(string model, IReadOnlyCollection<string> tags, CancellationToken cancellationToken)
    {
        if (tags.Count == 0)
        {
            return [];
        }

        var changes = await events.ReadAsync(model, VersionEventKind.Tag, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        changes.AddRange(await events.ReadAsync(model, VersionEventKind.TagRemoved, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false));
        return changes
            .Where(e => tags.Contains(e.Text))
            .GroupBy(e => (e.Version, e.Text), (key, said) => (key.Version, Last: said.MaxBy(e => e.Number)!))
            .Where(said => said.Last.Kind == VersionEventKind.Tag)
            .GroupBy(said => said.Version)
            .ToDictionary(said => said.Key, said => said.First().Last.Text);
    }

    private async Task<HashSet<int>> WithAsync(string model, VersionEventKind kind, CancellationToken cancellationToken) =>
        [.. await events.ReadAsync(model, kind, cancellationToken).Select(e => e.Version).ToListAsync(cancellationToken).ConfigureAwait(false)];
}
