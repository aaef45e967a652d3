namespace MlOps.Registry.Deployments;

/// <summary>Decides where a roll-back goes. A pure function of the history.</summary>
internal static class RollBack
{
    /// <summary>Decides.</summary>
    /// <param name="history">Deployments of one model, latest first; all of them, or as many as it takes to find a plan.</param>
    /// <param name="awayFrom">The version to leave.</param>
    /// <param name="retired">Versions that no plan may name.</param>
    /// <param name="complete">Whether that is all of the history, so that there is nothing better further back.</param>
    public static RollBackDecision Decide(IReadOnlyList<Deployment> history, int awayFrom, IReadOnlySet<int> retired, bool complete = true)
    {
        if (history.Count == 0)
        {
            return new(RollBackOutcome.NothingToDo, null, $"Nothing is deployed, so v{awayFrom} doesn't serve. Nothing changed.");
        }

        var current = history[0];
        if (!Leads(current.Plan, awayFrom))
        {
            return new(RollBackOutcome.NothingToDo, null, $"v{awayFrom} is neither live nor canary in #{current.Number} ({current.Plan}). Nothing changed.");
        }

        // Going back in time: what was left since, and what a person has put to the front again after that.
        HashSet<int> left = [awayFrom];
        HashSet<int> trustedAgain = [];
        Remember(current, left, trustedAgain);
        foreach (var earlier in history.Skip(1))
        {
            if (!left.Any(version => Leads(earlier.Plan, version)) && !retired.Contains(earlier.Plan.LiveVersion))
            {
                var plan = WithoutTrial(earlier.Plan, left, retired);
                return new(
                    RollBackOutcome.Deploy,
                    plan,
                    $"Rolled back from v{awayFrom}: #{current.Number} ({current.Plan}) gives way to the plan of #{earlier.Number}: {plan}.");
            }

            Remember(earlier, left, trustedAgain);
        }

        // A version that was only ever on trial beside what was live: that plan without its trial, the latest first.
        if (complete && history.FirstOrDefault(d => !left.Contains(d.Plan.LiveVersion) && !retired.Contains(d.Plan.LiveVersion)) is { } trial)
        {
            var plan = WithoutTrial(trial.Plan, left, retired);
            return new(
                RollBackOutcome.Deploy,
                plan,
                $"Rolled back from v{awayFrom}: #{current.Number} ({current.Plan}) gives way to the plan of #{trial.Number} without its canary: {plan}.");
        }

        return new(
            RollBackOutcome.NoEarlierPlan,
            null,
            $"There is no plan to go back to from v{awayFrom}: of those before #{current.Number} ({current.Plan}) that count, none is without "
            + $"{string.Join(", ", left.Order().Select(v => $"v{v}"))} as live or canary{(retired.Count == 0 ? "" : ", and with a live version that isn't retired")}.");
    }

    private static DeploymentPlan WithoutTrial(DeploymentPlan plan, HashSet<int> left, IReadOnlySet<int> retired) => DeploymentPlan.Live(plan.LiveVersion)
        .FallBackTo([.. plan.FallbackVersions.Where(v => !left.Contains(v) && !retired.Contains(v))]);

    private static void Remember(Deployment deployment, HashSet<int> left, HashSet<int> trustedAgain)
    {
        if (deployment.RolledBackFrom is { } version)
        {
            if (!trustedAgain.Contains(version))
            {
                left.Add(version);
            }

            return;
        }

        trustedAgain.Add(deployment.Plan.LiveVersion);
        if (deployment.Plan.CanaryVersion is { } canary)
        {
            trustedAgain.Add(canary);
        }
    }

    private static bool Leads(DeploymentPlan plan, int version) => plan.LiveVersion == version || plan.CanaryVersion == version;
}
