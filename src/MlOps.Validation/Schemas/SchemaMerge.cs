namespace MlOps.Validation.Schemas;

/// <summary>Joins the schema registered with a version and the rules written in code: both apply, and the stricter wins.</summary>
internal static class SchemaMerge
{
    /// <summary>The two as one, columns of the first before those that only the second has.</summary>
    /// <param name="registered">The version's schema.</param>
    /// <param name="code">The host's.</param>
    /// <param name="mistakes">Takes a sentence for each column on which they can't agree.</param>
    public static DataSchema Merge(DataSchema registered, DataSchema code, ICollection<string> mistakes)
    {
        // A name that stands twice on one side is left for the compiler to tell.
        var added = code.Columns.DistinctBy(c => c.Name, StringComparer.Ordinal).ToDictionary(c => c.Name, StringComparer.Ordinal);
        var known = registered.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Columns =
            [
                .. registered.Columns.Select(c => added.TryGetValue(c.Name, out var other) ? Merge(c, other, mistakes) : c),
                .. code.Columns.Where(c => !known.Contains(c.Name)),
            ],
            Rules = [.. Unite(registered.Rules, code.Rules, r => r.Severity, (r, s) => r with { Severity = s })],
        };
    }

    private static ColumnSchema Merge(ColumnSchema registered, ColumnSchema code, ICollection<string> mistakes)
    {
        if (registered.Type != code.Type)
        {
            mistakes.Add(
                $"Column '{code.Name}' is {registered.Type} in the version's schema and {code.Type} in the rules in code; make them the same.");
        }

        return registered with
        {
            // Registered without a word, a column is required; code without a word adds only its rules.
            Presence = code.Presence is { } said ? Stricter(registered.Presence ?? Presence.Required, said) : registered.Presence,
            Sensitive = registered.Sensitive || code.Sensitive,
            Rules = [.. Unite(registered.Rules, code.Rules, r => r.Severity, (r, s) => r with { Severity = s })],
        };
    }

    private static List<TRule> Unite<TRule>(
        IEnumerable<TRule> first, IEnumerable<TRule> second, Func<TRule, Severity> severityOf, Func<TRule, Severity, TRule> with)
        where TRule : class
    {
        var united = first.ToList();
        foreach (var rule in second)
        {
            var same = united.FindIndex(r => with(r, severityOf(rule)).Equals(rule));
            if (same < 0)
            {
                united.Add(rule);
            }
            else if (severityOf(rule) == Severity.Hard)
            {
                united[same] = rule;
            }
        }

        return united;
    }

    private static Presence Stricter(Presence a, Presence b) => a > b ? a : b;
}
