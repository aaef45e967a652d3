using System.Globalization;

namespace MlOps.Heuristics.Running;

/// <summary>Finds the rules that someone should look at.</summary>
internal static class Findings
{
    // Two rules that fire together on half of what the rarer one fires on are worth a look.
    private const double OverlappingShare = 0.5;

    public static IEnumerable<HeuristicFinding> Of(IReadOnlyList<HeuristicStatus> rules, PairStatistics pairs, long minRuns)
    {
        foreach (var rule in rules)
        {
            if (rule.IsExpired)
            {
                yield return new(HeuristicFindingKind.Expired, rule.Name, null, Text($"should have been looked at by {rule.Expires:yyyy-MM-dd}"));
            }

            if (rule.Failures > 0)
            {
                yield return new(HeuristicFindingKind.Fails, rule.Name, null, Text($"failed {rule.Failures} of {rule.Runs} times"));
            }

            if (rule.Runs >= minRuns && Fired(rule) == 0)
            {
                yield return new(HeuristicFindingKind.NeverFires, rule.Name, null, Text($"never fired in {rule.Runs} runs"));
            }

            if (rule.Runs >= minRuns && rule.Runs > 0 && Fired(rule) == rule.Runs)
            {
                yield return new(HeuristicFindingKind.AlwaysFires, rule.Name, null, Text($"fired in all of {rule.Runs} runs"));
            }
        }

        var known = rules.ToDictionary(r => r.Name, StringComparer.Ordinal);
        foreach (var (first, second, together, undone) in pairs.All().OrderBy(p => p.First, StringComparer.Ordinal).ThenBy(p => p.Second, StringComparer.Ordinal))
        {
            if (!known.TryGetValue(first, out var one) || !known.TryGetValue(second, out var other))
            {
                continue;
            }

            if (undone > 0)
            {
                yield return new(HeuristicFindingKind.Undoes, second, first, Text($"put back {undone} times what '{first}' had changed"));
            }

            if (together >= OverlappingShare * Math.Min(Fired(one), Fired(other)))
            {
                yield return new(HeuristicFindingKind.Overlaps, second, first, Text($"fired {together} times together with '{first}'"));
            }
        }
    }

    private static long Fired(HeuristicStatus rule) => rule.Changes + rule.Suppressions + rule.DryRuns;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
