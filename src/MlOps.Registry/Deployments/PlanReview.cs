namespace MlOps.Registry.Deployments;

/// <summary>Looks at a plan before it is put in force. A pure function of what is known.</summary>
internal static class PlanReview
{
    /// <summary>What would change, what forbids it, and what isn't safe for callers.</summary>
    /// <param name="current">The deployment in force, or null.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="retired">Versions that no plan may name.</param>
    /// <param name="versions">The records of the versions that the two plans name, by number.</param>
    public static DeploymentPreview Of(
        Deployment? current, DeploymentPlan plan, IReadOnlySet<int> retired, IReadOnlyDictionary<int, ModelVersion> versions) => new()
        {
            Current = current,
            Plan = plan,
            Changes = Changes(current?.Plan, plan),
            Refusals = [.. plan.Versions.Distinct().Where(retired.Contains).Select(v => $"v{v} is retired; no plan may name it.")],
            Risks = current is null ? [] :
        [
            .. Leading(plan).Where(v => v != current.Plan.LiveVersion).SelectMany(v => Risks(versions[current.Plan.LiveVersion], versions[v])),
        ],
        };

    /// <summary>The versions that answer in the first place, and so meet the callers of the present live version.</summary>
    private static IEnumerable<int> Leading(DeploymentPlan plan) => plan.CanaryVersion is { } canary ? [plan.LiveVersion, canary] : [plan.LiveVersion];

    // Hosts that check by the registered schema can't serve a version without one; others would go on unchecked.
    private static IEnumerable<string> Unchecked(ModelVersion live, ModelVersion candidate)
    {
        foreach (var (side, before, after) in new[] { ("input", live.InputSchema, candidate.InputSchema), ("output", live.OutputSchema, candidate.OutputSchema) })
        {
            if (before is not null && after is null)
            {
                yield return $"v{candidate.Number} was registered without an {side} schema, and v{live.Number} has one that hosts check by.";
            }
        }
    }

    private static IEnumerable<string> Risks(ModelVersion live, ModelVersion candidate)
    {
        return
        [
            .. Unchecked(live, candidate),
            .. Unsafe("input", SchemaComparison.OfInputs(live.InputSchema, candidate.InputSchema)),
            .. Unsafe("output", SchemaComparison.OfOutputs(live.OutputSchema, candidate.OutputSchema)),
        ];

        IEnumerable<string> Unsafe(string side, SchemaComparison comparison) => comparison.Changes.Where(c => !c.IsSafe)
            .Select(c => $"v{candidate.Number} isn't safe for callers of v{live.Number}: {side} column {Say(c)}.");
    }

    private static string Say(SchemaChange change) => $"{(change.Column.Length == 0 ? "(the row)" : change.Column)}: {change.Text}";

    private static List<string> Changes(DeploymentPlan? before, DeploymentPlan after)
    {
        var changes = new List<string>();
        Add("Live", before is null ? "nothing" : $"v{before.LiveVersion}", $"v{after.LiveVersion}");
        Add("Fallbacks", Fallbacks(before), Fallbacks(after));
        Add("Canary", Canary(before), Canary(after));
        Add("Shadow", Shadow(before), Shadow(after));
        return changes;

        void Add(string role, string was, string isNow)
        {
            if (was != isNow)
            {
                changes.Add($"{role}: {was} becomes {isNow}.");
            }
        }
    }

    private static string Fallbacks(DeploymentPlan? plan) =>
        plan is null or { FallbackVersions.IsEmpty: true } ? "none" : string.Join(", ", plan.FallbackVersions.Select(v => $"v{v}"));

    private static string Shadow(DeploymentPlan? plan) => plan?.ShadowVersion is { } shadow ? $"v{shadow}" : "none";

    private static string Canary(DeploymentPlan? plan) => plan?.CanaryVersion is { } canary
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"v{canary} at {plan.CanaryShare * 100:0.##########}%")
        : "none";
}
