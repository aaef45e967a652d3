using System.Globalization;

namespace MlOps;

/// <summary>Finds how two schemas differ. What goes in may be widened and what comes out narrowed; the other way round it hurts callers.</summary>
internal static class SchemaComparer
{
    public static IReadOnlyList<SchemaChange> Compare(DataSchema? before, DataSchema? after, bool mayNarrow)
    {
        if (before is null || after is null)
        {
            return [];
        }

        var changes = new List<SchemaChange>();
        var late = after.Columns.DistinctBy(c => c.Name, StringComparer.Ordinal).ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (var column in before.Columns)
        {
            if (late.Remove(column.Name, out var other))
            {
                Compare(column, other, mayNarrow, changes);
            }
            else
            {
                changes.Add(new(column.Name, SchemaChangeKind.Removed, IsSafe: !mayNarrow, "the column is gone"));
            }
        }

        foreach (var column in after.Columns.Where(c => late.ContainsKey(c.Name)))
        {
            var required = IsRequired(column);
            changes.Add(new(
                column.Name, SchemaChangeKind.Added, IsSafe: mayNarrow || !required, $"a {(required ? "required" : "new")} column of type {column.Type}"));
        }

        Compare("", Hard(before.Rules), Hard(after.Rules), mayNarrow, changes);
        return changes;
    }

    private static void Compare(ColumnSchema before, ColumnSchema after, bool mayNarrow, List<SchemaChange> changes)
    {
        if (before.Type != after.Type)
        {
            // Every whole number is a number, and not the other way round.
            var widened = (before.Type, after.Type) == (ColumnType.Integer, ColumnType.Number);
            changes.Add(new(
                before.Name,
                widened ? SchemaChangeKind.Widened : SchemaChangeKind.Changed,
                IsSafe: widened && !mayNarrow,
                $"the type {before.Type} became {after.Type}"));
            return;
        }

        var (was, isNow) = (before.Presence ?? Presence.Required, after.Presence ?? Presence.Required);
        if (was != isNow)
        {
            var change = (was == Presence.Required, isNow == Presence.Required) switch
            {
                (true, _) => SchemaChangeKind.Widened,
                (_, true) => SchemaChangeKind.Narrowed,
                _ => SchemaChangeKind.Changed,
            };
            Add(before.Name, change, safeAnyway: change == SchemaChangeKind.Changed, $"a missing value was {Say(was)} and is {Say(isNow)}", mayNarrow, changes);
        }

        CompareRanges(before, after, mayNarrow, changes);
        CompareDomains(before, after, mayNarrow, changes);
        Compare(before.Name, Opaque(before), Opaque(after), mayNarrow, changes);
    }

    private static void CompareRanges(ColumnSchema before, ColumnSchema after, bool mayNarrow, List<SchemaChange> changes)
    {
        var (was, isNow) = (Range(before), Range(after));
        if (was != isNow)
        {
            var change = (isNow.Minimum >= was.Minimum && isNow.Maximum <= was.Maximum, isNow.Minimum <= was.Minimum && isNow.Maximum >= was.Maximum) switch
            {
                (true, _) => SchemaChangeKind.Narrowed,
                (_, true) => SchemaChangeKind.Widened,
                _ => SchemaChangeKind.Changed,
            };
            Add(before.Name, change, safeAnyway: false, $"the range {Say(was)} became {Say(isNow)}", mayNarrow, changes);
        }
    }

    private static void CompareDomains(ColumnSchema before, ColumnSchema after, bool mayNarrow, List<SchemaChange> changes)
    {
        var (was, isNow) = (Domain(before), Domain(after));
        if (was is null && isNow is null)
        {
            return;
        }

        var gone = isNow is null ? [] : was?.Except(isNow, StringComparer.Ordinal).ToArray();
        var come = was is null ? [] : isNow?.Except(was, StringComparer.Ordinal).ToArray();
        var (fewer, more) = (gone is null or { Length: > 0 }, come is null or { Length: > 0 });
        if (fewer || more)
        {
            var change = (fewer, more) switch { (true, false) => SchemaChangeKind.Narrowed, (false, true) => SchemaChangeKind.Widened, _ => SchemaChangeKind.Changed };
            Add(before.Name, change, safeAnyway: false, $"of the allowed values {Say("go", gone)} and {Say("come", come)}", mayNarrow, changes);
        }
    }

    /// <summary>Rules of which nobody can tell which is the wider.</summary>
    private static void Compare<TRule>(string column, List<TRule> before, List<TRule> after, bool mayNarrow, List<SchemaChange> changes)
        where TRule : class
    {
        foreach (var rule in after.Except(before))
        {
            Add(column, SchemaChangeKind.Narrowed, safeAnyway: false, $"the rule {rule} was added", mayNarrow, changes);
        }

        foreach (var rule in before.Except(after))
        {
            Add(column, SchemaChangeKind.Widened, safeAnyway: false, $"the rule {rule} was removed", mayNarrow, changes);
        }
    }

    private static void Add(string column, SchemaChangeKind kind, bool safeAnyway, string text, bool mayNarrow, List<SchemaChange> changes) => changes.Add(new(
        column, kind, safeAnyway || kind == (mayNarrow ? SchemaChangeKind.Narrowed : SchemaChangeKind.Widened), text));

    private static bool IsRequired(ColumnSchema column) => column.Presence is null or Presence.Required;

    private static List<RowRule> Hard(IEnumerable<RowRule> rules) => [.. rules.Where(r => r.Severity == Severity.Hard)];

    private static List<ColumnRule> Opaque(ColumnSchema column) => [.. column.Rules.Where(r => r.Severity == Severity.Hard && r is not (RangeRule or DomainRule))];

    // Several ranges of one column all apply.
    private static (double Minimum, double Maximum) Range(ColumnSchema column) => column.Rules.OfType<RangeRule>().Where(r => r.Severity == Severity.Hard).Aggregate(
        (Minimum: double.NegativeInfinity, Maximum: double.PositiveInfinity),
        (range, rule) => (Math.Max(range.Minimum, rule.Minimum), Math.Min(range.Maximum, rule.Maximum)));

    private static string[]? Domain(ColumnSchema column) => column.Rules.OfType<DomainRule>().Where(r => r.Severity == Severity.Hard).Aggregate(
        (string[]?)null, (values, rule) => values is null ? [.. rule.Values] : [.. values.Intersect(rule.Values, StringComparer.Ordinal)]);

    private static string Say(Presence presence) => presence switch
    {
        Presence.Required => "refused",
        Presence.Tolerated => "tolerated",
        _ => "nothing to speak of",
    };

    private static string Say((double Minimum, double Maximum) range) =>
        range is { Minimum: double.NegativeInfinity, Maximum: double.PositiveInfinity }
            ? "without bounds"
            : string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}");

    private static string Say(string verb, string[]? values) => values switch
    {
        null => $"all {verb}",
        [] => $"none {verb}",
        { Length: > 5 } => $"{string.Join(", ", values.Take(5))} and {values.Length - 5} more {verb}",
        _ => $"{string.Join(", ", values)} {verb}",
    };
}
