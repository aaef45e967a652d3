using System.Collections.Immutable;

namespace MlOps.Validation.Schemas;

/// <summary>Joins two schemas, such as the one registered with a version and the rules written in code: both apply, and the stricter wins.</summary>
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
        Same("type", $"{registered.Type}{(registered.Vector is null ? "" : " (a vector)")}", $"{code.Type}{(code.Vector is null ? "" : " (a vector)")}");
        Same("unit", registered.Unit ?? code.Unit, code.Unit ?? registered.Unit);
        Same("length", registered.Vector?.Length ?? code.Vector?.Length, code.Vector?.Length ?? registered.Vector?.Length);
        return registered with
        {
            // Registered without a word, a column is required; code without a word adds only its rules.
            Presence = code.Presence is { } said ? Stricter(registered.Presence ?? Presence.Required, said) : registered.Presence,
            Sensitive = registered.Sensitive || code.Sensitive,
            MinimumCompleteness = registered.MinimumCompleteness is { } least ? Math.Max(least, code.MinimumCompleteness ?? 0) : code.MinimumCompleteness,
            Unit = registered.Unit ?? code.Unit,
            Sentinels = Both(registered.Sentinels, code.Sentinels),

            // Registered without a word, a column is expected everywhere.
            Environments = registered.Environments is null ? null : Both(registered.Environments, code.Environments),
            Vector = registered.Vector is { } vector ? vector with { Length = vector.Length ?? code.Vector?.Length } : null,
            Rules = [.. Unite(registered.Rules, code.Rules, r => r.Severity, (r, s) => r with { Severity = s })],
        };

        void Same<T>(string what, T ofRegistered, T ofCode)
        {
            if (!EqualityComparer<T>.Default.Equals(ofRegistered, ofCode))
            {
                mistakes.Add($"Column '{code.Name}': its {what} is {ofRegistered} in the version's schema or the attributes and {ofCode} in the rules in code; make them the same.");
            }
        }
    }

    private static ImmutableArray<string> Both(ImmutableArray<string>? first, ImmutableArray<string>? second) =>
        [.. (first ?? []).Union(second ?? [], StringComparer.Ordinal)];

    private static List<TRule> Unite<TRule>(
        IEnumerable<TRule> first, IEnumerable<TRule> second, Func<TRule, Severity> severityOf, Func<TRule, Severity, TRule> with)
        where TRule : class
    {
        // Rules are the same whose severities alone differ.
        var united = first.ToList();
        var places = new Dictionary<TRule, int>();
        for (var i = 0; i < united.Count; i++)
        {
            places.TryAdd(with(united[i], Severity.Hard), i);
        }

        foreach (var rule in second)
        {
            if (places.TryAdd(with(rule, Severity.Hard), united.Count))
            {
                united.Add(rule);
            }
            else if (severityOf(rule) == Severity.Hard)
            {
                united[places[rule]] = rule;
            }
        }

        return united;
    }

    private static Presence Stricter(Presence a, Presence b) => a > b ? a : b;
}
