using Microsoft.Extensions.Logging;
using MlOps.Registry.Events;
using MlOps.Registry.History;
using MlOps.Registry.Json;
using MlOps.Registry.Signing;
using MlOps.Registry.Stores;
using MlOps.Registry.Versions;

namespace MlOps.Registry.Deployments;

/// <summary>Changes which plan is in force, one compare-and-swap at a time, and remembers every change.</summary>
internal sealed class DeploymentLedger(
    IRegistryStore store,
    VersionCatalog versions,
    DeploymentHistory history,
    EventLog events,
    Keyring keys,
    HeadCheck check,
    string author,
    TimeProvider time,
    ILogger logger)
{
    public async Task<Deployment?> GetAsync(string model, CancellationToken cancellationToken)
    {
        var seen = check.Seen.GetValueOrDefault(model);
        return check.Accept(model, await history.FindLastAsync(model, cancellationToken).ConfigureAwait(false), seen);
    }

    public async Task<Deployment> DeployAsync(
        string model, DeploymentPlan plan, Deployment? replacing, ChangeReason because, bool force, CancellationToken cancellationToken)
    {
        keys.DemandThatItSigns($"Deploying '{model}'");
        while (true)
        {
            var seen = await events.CountAsync(model, cancellationToken).ConfigureAwait(false);
            var (preview, inForce, named) = await ReviewAsync(model, plan, cancellationToken).ConfigureAwait(false);
            var current = preview.Current;
            if (!IsSame(current, replacing))
            {
                throw new DeploymentConflictException(model, replacing, current);
            }

            if (preview.Refusals.Count > 0 || (preview.Risks.Count > 0 && !force))
            {
                throw new DeploymentRefusedException(model, plan, [.. preview.Refusals, .. preview.Risks], canBeForced: preview.Refusals.Count == 0);
            }

            var next = Make(model, plan, named, because, current, notBefore: inForce?.At, rolledBackFrom: null, forcedPast: preview.Risks);
            if (await TryAddAsync(next, seen, cancellationToken).ConfigureAwait(false) is { } made)
            {
                RegistryLog.Deployed(logger, next, because);
                return made;
            }

            // Another deployment came first, which the next look tells; or something was said of a version, which may change nothing.
        }
    }

    public async Task<DeploymentPreview> PreviewAsync(string model, DeploymentPlan plan, CancellationToken cancellationToken) =>
        (await ReviewAsync(model, plan, cancellationToken).ConfigureAwait(false)).Preview;

    public async Task<RollBackResult> RollBackAsync(string model, int awayFrom, ChangeReason because, CancellationToken cancellationToken)
    {
        keys.DemandThatItSigns($"Rolling '{model}' back");
        await versions.GetAsync(model, awayFrom, cancellationToken).ConfigureAwait(false);
        var untrusted = new HashSet<int>();
        while (true)
        {
            var seen = await events.CountAsync(model, cancellationToken).ConfigureAwait(false);
            var retired = await events.FindRetiredAsync(model, cancellationToken).ConfigureAwait(false);
            retired.UnionWith(untrusted);
            var (known, passedOver) = await ReadUntilDecidedAsync(model, awayFrom, retired, cancellationToken).ConfigureAwait(false);
            var current = known.Count == 0 ? null : known[0];
            var decision = RollBack.Decide(known, awayFrom, retired);
            if (decision.Outcome == RollBackOutcome.NothingToDo)
            {
                return new(current, current, $"{model}: {decision.Explanation}");
            }

            if (decision.Plan is null)
            {
                string[] names = [.. untrusted.Order().Select(v => $"v{v}"), .. passedOver.Select(n => $"#{n}")];
                var why = names.Length == 0 ? "" : $" Passed over because no trusted key signed them, or signed other records: {string.Join(", ", names)}.";
                throw new InvalidOperationException($"{model}: {decision.Explanation}{why} Deploy a plan with DeployAsync instead.");
            }

            var named = await FindNamedAsync(model, decision.Plan, cancellationToken).ConfigureAwait(false);
            if (FindUntrusted(decision.Plan, named, known) is { Count: > 0 } more)
            {
                untrusted.UnionWith(more);
                continue;
            }

            var next = Make(model, decision.Plan, named, because, current, notBefore: current?.At, awayFrom, forcedPast: []);
            if (await TryAddAsync(next, seen, cancellationToken).ConfigureAwait(false) is { } made)
            {
                var result = new RollBackResult(current, made, $"{model}: {decision.Explanation}");
                RegistryLog.RolledBack(logger, result.Explanation, because);
                return result;
            }

            // Another deployment came between: what is right may have changed, so decide again.
        }
    }

    // Another registry, or one that was restored, has another entry under the number. One that came through JSON has lost its digest.
    private static bool IsSame(Deployment? current, Deployment? seen) =>
        current?.Number == seen?.Number && (seen is null || seen.Digest.Length == 0 || seen.Digest == current!.Digest);

    // Where the latest entry isn't trusted hosts have stayed with the one before it, so callers of that one are asked about.
    private async Task<(DeploymentPreview Preview, Deployment? InForce, Dictionary<int, ModelVersion> Named)> ReviewAsync(
        string model, DeploymentPlan plan, CancellationToken cancellationToken)
    {
        var current = await history.FindLastAsync(model, cancellationToken).ConfigureAwait(false);
        var inForce = current is null || check.Trusts(current)
            ? current
            : await history.ReadAsync(model, cancellationToken).FirstOrDefaultAsync(check.Trusts, cancellationToken).ConfigureAwait(false);
        var named = new Dictionary<int, ModelVersion>();
        foreach (var version in plan.Versions.Append(inForce?.Plan.LiveVersion ?? plan.LiveVersion).Distinct())
        {
            named[version] = await versions.GetAsync(model, version, cancellationToken).ConfigureAwait(false);
        }

        var retired = await events.FindRetiredAsync(model, plan.Versions, cancellationToken).ConfigureAwait(false);
        var preview = PlanReview.Of(inForce, plan, retired, named);
        var untrusted = plan.Versions.Distinct().Select(v => keys.Trusted?.FindProblem(named[v])).OfType<string>();
        return (preview with { Current = current, Refusals = [.. preview.Refusals, .. untrusted] }, inForce, named);
    }

    // A version that isn't there any more keeps nobody from going back.
    private async Task<Dictionary<int, ModelVersion>> FindNamedAsync(string model, DeploymentPlan plan, CancellationToken cancellationToken)
    {
        var named = new Dictionary<int, ModelVersion>();
        foreach (var number in plan.Versions.Distinct())
        {
            if (await versions.FindAsync(model, number, cancellationToken).ConfigureAwait(false) is { } version)
            {
                named[number] = version;
            }
        }

        return named;
    }

    /// <summary>The versions that a host would refuse, and those whose record isn't the one that the history names: another that was signed, too.</summary>
    private List<int> FindUntrusted(DeploymentPlan plan, Dictionary<int, ModelVersion> named, List<Deployment> known) => keys.Trusted is not { } trusted
        ? []
        : [.. plan.Versions.Distinct().Where(number =>
            !named.TryGetValue(number, out var version)
            || trusted.FindProblem(version) is not null
            || known.Any(d => d.VersionDigests?.TryGetValue(number, out var digest) == true && digest != version.Digest))];

    private async Task<Deployment?> TryAddAsync(Deployment next, int eventsSeen, CancellationToken cancellationToken)
    {
        var entry = RegistryJson.Write(keys.Signing?.Sign(next) ?? next, out var made);
        if (!await store.TryAddDeploymentAsync(entry, eventsSeen, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        check.GoOnFrom(made);
        return made;
    }

    // A plan further back than the first that will do changes nothing about the decision, so a long history isn't read whole.
    private async Task<(List<Deployment> Known, List<int> PassedOver)> ReadUntilDecidedAsync(
        string model, int awayFrom, HashSet<int> retired, CancellationToken cancellationToken)
    {
        var (known, passedOver) = (new List<Deployment>(), new List<int>());
        var seen = check.Seen.GetValueOrDefault(model);
        var isLatest = true;
        await foreach (var deployment in history.ReadAsync(model, cancellationToken).ConfigureAwait(false))
        {
            if (isLatest)
            {
                check.Accept(model, deployment, seen);
                isLatest = false;
            }
            else if (!check.Trusts(deployment))
            {
                // Whoever wrote it may not say where to go back to.
                passedOver.Add(deployment.Number);
                continue;
            }

            known.Add(deployment);
            if (known.Count % Pages.Size == 0 && RollBack.Decide(known, awayFrom, retired, complete: false).Outcome != RollBackOutcome.NoEarlierPlan)
            {
                break;
            }
        }

        return (known, passedOver);
    }

    private Deployment Make(
        string model,
        DeploymentPlan plan,
        Dictionary<int, ModelVersion> named,
        ChangeReason because,
        Deployment? previous,
        DateTimeOffset? notBefore,
        int? rolledBackFrom,
        IReadOnlyList<string> forcedPast)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Model = model,
            Number = (previous?.Number ?? 0) + 1,
            Plan = plan,
            Author = author,
            Because = because,
            At = notBefore > now ? notBefore.Value : now,
            RolledBackFrom = rolledBackFrom,
            ForcedPast = forcedPast.Count == 0 ? null : string.Join(" ", forcedPast),
            PreviousDigest = previous?.Digest,
            VersionDigests = plan.Versions.Distinct().Where(named.ContainsKey).ToDictionary(number => number, number => named[number].Digest),
        };
    }
}
