using System.Globalization;

namespace MlOps.Registry.Collection;

/// <summary>Decides which versions stay. A pure function of what is known.</summary>
internal static class Retention
{
    /// <summary>Why each version stays that isn't retired, first to last; null where no rule keeps it.</summary>
    public static IEnumerable<(int Version, string? Why)> Decide(ModelFacts facts, RetentionPolicy policy)
    {
        var last = facts.LastVersion;
        for (var counted = 0; last > 0 && counted < policy.KeepLast; last--)
        {
            counted += facts.Retired.Contains(last) ? 0 : 1;
        }

        for (var version = 1; version <= facts.LastVersion; version++)
        {
            if (!facts.Retired.Contains(version))
            {
                var reasons = Reasons(facts, policy, version, isLast: version > last).ToList();
                yield return (version, reasons.Count == 0 ? null : string.Join(", ", reasons));
            }
        }
    }

    /// <summary>What a policy keeps, as the reason for what it doesn't.</summary>
    public static string Outside(RetentionPolicy policy)
    {
        var tags = policy.KeepTagged.Count == 0 ? "" : $", not tagged {string.Join(" or ", policy.KeepTagged.Select(t => $"'{t}'"))}";
        return $"not among the last {policy.KeepLast}, not deployed within {Days(policy.KeepDeployedWithin)}{tags}";
    }

    private static IEnumerable<string> Reasons(ModelFacts facts, RetentionPolicy policy, int version, bool isLast)
    {
        if (facts.Deployments.FirstOrDefault(d => d.Plan.Versions.Contains(version)) is { } deployment)
        {
            yield return deployment == facts.Deployments[0]
                ? $"in force (#{deployment.Number})"
                : $"deployed within {Days(policy.KeepDeployedWithin)} (#{deployment.Number})";
        }

        if (isLast)
        {
            yield return policy.KeepLast == int.MaxValue ? "all are kept" : $"among the last {policy.KeepLast}";
        }

        if (facts.Tagged.TryGetValue(version, out var tag))
        {
            yield return $"tagged '{tag}'";
        }
    }

    private static string Days(TimeSpan time) => time == TimeSpan.Zero || time >= TimeSpan.FromDays(0.1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.##} days")
        : time.ToString("c", CultureInfo.InvariantCulture);
}
