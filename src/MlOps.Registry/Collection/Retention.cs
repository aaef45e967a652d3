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
                string?[] reasons = [Deployed(facts, policy, version), version > last ? Last(policy) : null, Tagged(facts, version)];
                yield return (version, Said(reasons));
            }
        }
    }

    /// <summary>What a policy keeps, as the reason for what it doesn't.</summary>
    public static string Outside(RetentionPolicy policy)
    {
        var tags = policy.KeepTagged.Count == 0 ? "" : $", not tagged {string.Join(" or ", policy.KeepTagged.Select(t => $"'{t}'"))}";
        return $"not among the last {policy.KeepLast}, not deployed within {Days(policy.KeepDeployedWithin)}{tags}";
    }

    /// <summary>Why the bytes of a version stay that is retired; null where nothing said of it keeps them. See <see cref="ModelFacts.LetsGo"/>.</summary>
    public static string? WhyBytesStay(ModelFacts facts, RetentionPolicy policy, int version) => Said(Deployed(facts, policy, version), Tagged(facts, version));

    private static string? Said(params string?[] reasons) => string.Join(", ", reasons.OfType<string>()) is { Length: > 0 } said ? said : null;

    private static string? Deployed(ModelFacts facts, RetentionPolicy policy, int version) =>
        facts.Deployments.FirstOrDefault(d => d.Plan.Versions.Contains(version)) is { } deployment
            ? deployment == facts.Deployments[0]
                ? $"in force (#{deployment.Number})"
                : $"deployed within {Days(policy.KeepDeployedWithin)} (#{deployment.Number})"
            : facts.Untrusted.FirstOrDefault(d => d.Plan.Versions.Contains(version)) is { } untrusted
                ? $"named by #{untrusted.Number}, which isn't trusted"
                : null;

    private static string Last(RetentionPolicy policy) => policy.KeepLast == int.MaxValue ? "all are kept" : $"among the last {policy.KeepLast}";

    private static string? Tagged(ModelFacts facts, int version) => facts.Tagged.TryGetValue(version, out var tag) ? $"tagged '{tag}'" : null;

    private static string Days(TimeSpan time) => time == TimeSpan.Zero || time >= TimeSpan.FromDays(0.1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.##} days")
        : time.ToString("c", CultureInfo.InvariantCulture);
}
