using Microsoft.Extensions.Logging;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;
using MlOps.Registry.Versions;

namespace MlOps.Registry.Deployments;

/// <summary>Changes which plan is in force, one compare-and-swap at a time, and remembers every change.</summary>
internal sealed class DeploymentLedger(IRegistryStore store, VersionCatalog versions, string author, TimeProvider time, ILogger logger)
{
    public async Task<Deployment?> GetAsync(string model, CancellationToken cancellationToken) =>
        await store.FindLastDeploymentAsync(model, cancellationToken).ConfigureAwait(false) is { } entry ? RegistryJson.Read(entry) : null;

    public async Task<Deployment> DeployAsync(
        string model, DeploymentPlan plan, Deployment? replacing, ChangeReason because, CancellationToken cancellationToken)
    {
        foreach (var version in plan.Versions.Distinct())
        {
            await versions.GetAsync(model, version, cancellationToken).ConfigureAwait(false);
        }

        var current = await GetAsync(model, cancellationToken).ConfigureAwait(false);
        if (current?.Number == replacing?.Number)
        {
            var next = Make(model, plan, because, current, rolledBackFrom: null);
            if (await store.TryAddDeploymentAsync(RegistryJson.Write(next), cancellationToken).ConfigureAwait(false))
            {
                RegistryLog.Deployed(logger, next, because);
                return next;
            }

            current = await GetAsync(model, cancellationToken).ConfigureAwait(false);
        }

        throw new DeploymentConflictException(model, replacing, current);
    }

    public async Task<RollBackResult> RollBackAsync(string model, int awayFrom, ChangeReason because, CancellationToken cancellationToken)
    {
        while (true)
        {
            var history = await ReadUntilDecidedAsync(model, awayFrom, cancellationToken).ConfigureAwait(false);
            var current = history.Count == 0 ? null : history[0];
            var decision = RollBack.Decide(history, awayFrom);
            if (decision.Outcome == RollBackOutcome.NothingToDo)
            {
                return new(current, current, $"{model}: {decision.Explanation}");
            }

            if (decision.Plan is null)
            {
                throw new InvalidOperationException($"{model}: {decision.Explanation} Deploy a plan with DeployAsync instead.");
            }

            var next = Make(model, decision.Plan, because, current, awayFrom);
            if (await store.TryAddDeploymentAsync(RegistryJson.Write(next), cancellationToken).ConfigureAwait(false))
            {
                var result = new RollBackResult(current, next, $"{model}: {decision.Explanation}");
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
    private async Task<List<Deployment>> ReadUntilDecidedAsync(string model, int awayFrom, CancellationToken cancellationToken)
    {
        var history = new List<Deployment>();
        await foreach (var deployment in HistoryAsync(model, cancellationToken).ConfigureAwait(false))
        {
            history.Add(deployment);
            if (history.Count % Pages.Size == 0 && RollBack.Decide(history, awayFrom).Outcome != RollBackOutcome.NoEarlierPlan)
            {
                break;
            }
        }

        return history;
    }

    private Deployment Make(string model, DeploymentPlan plan, ChangeReason because, Deployment? previous, int? rolledBackFrom)
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
        };
    }
}
