using Microsoft.Extensions.Logging;
using MlOps.Registry.Events;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;
using MlOps.Registry.Versions;

namespace MlOps.Registry.Deployments;

/// <summary>Changes which plan is in force, one compare-and-swap at a time, and remembers every change.</summary>
internal sealed class DeploymentLedger(
    IRegistryStore store, VersionCatalog versions, EventLog events, string author, TimeProvider time, ILogger logger)
{
    public async Task<Deployment?> GetAsync(string model, CancellationToken cancellationToken) =>
        await store.FindLastDeploymentAsync(model, cancellationToken).ConfigureAwait(false) is { } entry ? RegistryJson.Read(entry) : null;

    public async Task<Deployment> DeployAsync(
        string model, DeploymentPlan plan, Deployment? replacing, ChangeReason because, bool force, CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = await events.CountAsync(model, cancellationToken).ConfigureAwait(false);
            var preview = await PreviewAsync(model, plan, cancellationToken).ConfigureAwait(false);
            var current = preview.Current;
            if (current?.Number != replacing?.Number)
            {
                throw new DeploymentConflictException(model, replacing, current);
            }

            if (preview.Refusals.Count > 0 || (preview.Risks.Count > 0 && !force))
            {
                throw new DeploymentRefusedException(model, plan, [.. preview.Refusals, .. preview.Risks], canBeForced: preview.Refusals.Count == 0);
            }

            var next = Make(model, plan, because, current, rolledBackFrom: null, forcedPast: preview.Risks);
            var entry = RegistryJson.Write(next);
            if (await store.TryAddDeploymentAsync(entry, seen, cancellationToken).ConfigureAwait(false))
            {
                RegistryLog.Deployed(logger, next, because);
                return RegistryJson.Read(entry);
            }

            // Another deployment came first, which the next look tells; or something was said of a version, which may change nothing.
        }
    }

    public async Task<DeploymentPreview> PreviewAsync(string model, DeploymentPlan plan, CancellationToken cancellationToken)
    {
        var current = await GetAsync(model, cancellationToken).ConfigureAwait(false);
        var named = new Dictionary<int, ModelVersion>();
        foreach (var version in plan.Versions.Append(current?.Plan.LiveVersion ?? plan.LiveVersion).Distinct())
        {
            named[version] = await versions.GetAsync(model, version, cancellationToken).ConfigureAwait(false);
        }

        return PlanReview.Of(current, plan, await events.FindRetiredAsync(model, plan.Versions, cancellationToken).ConfigureAwait(false), named);
    }

    public async Task<RollBackResult> RollBackAsync(string model, int awayFrom, ChangeReason because, CancellationToken cancellationToken)
    {
        await versions.GetAsync(model, awayFrom, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var seen = await events.CountAsync(model, cancellationToken).ConfigureAwait(false);
            var retired = await events.FindRetiredAsync(model, cancellationToken).ConfigureAwait(false);
            var history = await ReadUntilDecidedAsync(model, awayFrom, retired, cancellationToken).ConfigureAwait(false);
            var current = history.Count == 0 ? null : history[0];
            var decision = RollBack.Decide(history, awayFrom, retired);
            if (decision.Outcome == RollBackOutcome.NothingToDo)
            {
                return new(current, current, $"{model}: {decision.Explanation}");
            }

            if (decision.Plan is null)
            {
                throw new InvalidOperationException($"{model}: {decision.Explanation} Deploy a plan with DeployAsync instead.");
            }

            var next = Make(model, decision.Plan, because, current, awayFrom, forcedPast: []);
            var entry = RegistryJson.Write(next);
            if (await store.TryAddDeploymentAsync(entry, seen, cancellationToken).ConfigureAwait(false))
            {
                var result = new RollBackResult(current, RegistryJson.Read(entry), $"{model}: {decision.Explanation}");
                RegistryLog.RolledBack(logger, result.Explanation, because);
                return result;
            }

            // Another deployment came between: what is right may have changed, so decide again.
        }
    }

    public IAsyncEnumerable<Deployment> HistoryAsync(string model, CancellationToken cancellationToken) => Pages
        .ReadAsync(int.MaxValue, (before, stop) => store.ReadDeploymentsAsync(model, before, Pages.Size, stop), entry => entry.Number, cancellationToken)
        .Select(entry => RegistryJson.Read(entry));

    // A plan further back than the first that will do changes nothing about the decision, so a long history isn't read whole.
    private async Task<List<Deployment>> ReadUntilDecidedAsync(
        string model, int awayFrom, HashSet<int> retired, CancellationToken cancellationToken)
    {
        var history = new List<Deployment>();
        await foreach (var deployment in HistoryAsync(model, cancellationToken).ConfigureAwait(false))
        {
            history.Add(deployment);
            if (history.Count % Pages.Size == 0 && RollBack.Decide(history, awayFrom, retired, complete: false).Outcome != RollBackOutcome.NoEarlierPlan)
            {
                break;
            }
        }

        return history;
    }

    private Deployment Make(
        string model, DeploymentPlan plan, ChangeReason because, Deployment? previous, int? rolledBackFrom, IReadOnlyList<string> forcedPast)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Model = model,
            Number = (previous?.Number ?? 0) + 1,
            Plan = plan,
            Author = author,
            Because = because,
            At = previous?.At > now ? previous.At : now,
            RolledBackFrom = rolledBackFrom,
            ForcedPast = forcedPast.Count == 0 ? null : string.Join(" ", forcedPast),
            PreviousDigest = previous?.Digest,
        };
    }
}
