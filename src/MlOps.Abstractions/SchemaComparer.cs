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
        var sensitive = before.GetSensitiveColumns().Concat(after.GetSensitiveColumns()).ToHashSet(StringComparer.Ordinal);
        var late = after.Columns.DistinctBy(c => c.Name, StringComparer.Ordinal).ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (var column in before.Columns)
        {
            if (late.Remove(column.Name, out var other))
            {
                Compare(column, other, sensitive.Contains(column.Name), mayNarrow, changes);
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

        Compare("", Hard(before.Rules), Hard(after.Rules), rule => Say(rule, sensitive), mayNarrow, changes);
        return changes;
    }

    /// <param name="before">The column as it was.</param>
    /// <param name="after">The column as it is now.</param>
    /// <param name="hidden">Whether it is sensitive, so that nothing is said that could be one of its values: bounds and sets may come from the data.</param>
    /// <param name="mayNarrow">Whether it is the narrower one that is safe.</param>
    /// <param name="changes">What is found.</param>
    private static void Compare(ColumnSchema before, ColumnSchema after, bool hidden, bool mayNarrow, List<SchemaChange> changes)
    {
        if (before.Vector is null != after.Vector is null)
        {
            changes.Add(new(before.Name, SchemaChangeKind.Changed, IsSafe: false, after.Vector is null ? "the vector became a single value" : "the single value became a vector"));
            return;
        }

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

        CompareSentinels(before, after, hidden, mayNarrow, changes);
        CompareVectors(before, after, mayNarrow, changes);
        if (before.Unit is not null && after.Unit is not null && before.Unit != after.Unit)
        {
            changes.Add(new(before.Name, SchemaChangeKind.Changed, IsSafe: false, $"the unit {before.Unit} became {after.Unit}"));
        }

        CompareRanges(before, after, hidden, mayNarrow, changes);
        CompareLengths(before, after, mayNarrow, changes);
        CompareDomains(before, after, hidden, mayNarrow, changes);
        Compare(before.Name, Opaque(before), Opaque(after), rule => hidden && rule is PatternRule ? "of a pattern" : rule.ToString(), mayNarrow, changes);
    }

    // Where a missing value is refused, one more way to say it refuses more; elsewhere it is asked less of.
    private static void CompareSentinels(ColumnSchema before, ColumnSchema after, bool hidden, bool mayNarrow, List<SchemaChange> changes)
    {
        var (was, isNow) = (before.Sentinels ?? [], after.Sentinels ?? []);
        string[] come = [.. isNow.Except(was, StringComparer.Ordinal)];
        string[] gone = [.. was.Except(isNow, StringComparer.Ordinal)];
        if (come.Length + gone.Length > 0)
        {
            var change = (come.Length > 0, gone.Length > 0, IsRequired(after)) switch
            {
                (true, true, _) => SchemaChangeKind.Changed,
                (true, _, true) or (_, true, false) => SchemaChangeKind.Narrowed,
                _ => SchemaChangeKind.Widened,
            };
            Add(before.Name, change, safeAnyway: false, hidden ? "the values that mean a missing one became others" : $"of the values that mean a missing one {Say("go", gone)} and {Say("come", come)}", mayNarrow, changes);
        }
    }

    private static void CompareVectors(ColumnSchema before, ColumnSchema after, bool mayNarrow, List<SchemaChange> changes)
    {
        var (was, isNow) = (before.Vector?.Length, after.Vector?.Length);
        if (was != isNow)
        {
            var change = was is null ? SchemaChangeKind.Narrowed : isNow is null ? SchemaChangeKind.Widened : SchemaChangeKind.Changed;
            Add(before.Name, change, safeAnyway: false, $"the vector's length {SayLength(was)} became {SayLength(isNow)}", mayNarrow, changes);
        }

        static string SayLength(int? length) => length?.ToString(CultureInfo.InvariantCulture) ?? "of any size";
    }

    private static void CompareLengths(ColumnSchema before, ColumnSchema after, bool mayNarrow, List<SchemaChange> changes)
    {
        var (was, isNow) = (Length(before), Length(after));
        if (was != isNow)
        {
            Add(before.Name, Change(was, isNow), safeAnyway: false, $"the length {Say(was)} became {Say(isNow)}", mayNarrow, changes);
        }
    }

    private static void CompareRanges(ColumnSchema before, ColumnSchema after, bool hidden, bool mayNarrow, List<SchemaChange> changes)
    {
        var (was, isNow) = (Range(before), Range(after));
        if (was != isNow)
        {
            Add(before.Name, Change(was, isNow), safeAnyway: false, hidden ? "the range became another" : $"the range {Say(was)} became {Say(isNow)}", mayNarrow, changes);
        }
    }

    private static void CompareDomains(ColumnSchema before, ColumnSchema after, bool hidden, bool mayNarrow, List<SchemaChange> changes)
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
            Add(before.Name, change, safeAnyway: false, hidden ? "the allowed values became others" : $"of the allowed values {Say("go", gone)} and {Say("come", come)}", mayNarrow, changes);
        }
    }

    /// <summary>Rules of which nobody can tell which is the wider.</summary>
    private static void Compare<TRule>(string column, List<TRule> before, List<TRule> after, Func<TRule, string?> say, bool mayNarrow, List<SchemaChange> changes)
        where TRule : class
    {
        foreach (var rule in after.Except(before))
        {
            Add(column, SchemaChangeKind.Narrowed, safeAnyway: false, $"the rule {say(rule)} was added", mayNarrow, changes);
        }

        foreach (var rule in before.Except(after))
        {
            Add(column, SchemaChangeKind.Widened, safeAnyway: false, $"the rule {say(rule)} was removed", mayNarrow, changes);
        }
    }

    private static void Add(string column, SchemaChangeKind kind, bool safeAnyway, string text, bool mayNarrow, List<SchemaChange> changes) => changes.Add(new(
        column, kind, safeAnyway || kind == (mayNarrow ? SchemaChangeKind.Narrowed : SchemaChangeKind.Widened), text));

    private static SchemaChangeKind Change((double Minimum, double Maximum) was, (double Minimum, double Maximum) isNow) =>
        (isNow.Minimum >= was.Minimum && isNow.Maximum <= was.Maximum, isNow.Minimum <= was.Minimum && isNow.Maximum >= was.Maximum) switch
        {
            (true, _) => SchemaChangeKind.Narrowed,
            (_, true) => SchemaChangeKind.Widened,
            _ => SchemaChangeKind.Changed,
        };

    private static bool IsRequired(ColumnSchema column) => column.Presence is null or Presence.Required;

    private static List<RowRule> Hard(IEnumerable<RowRule> rules) => [.. rules.Where(r => r.Severity == Severity.Hard && r is not RowCountRule)];

    private static List<ColumnRule> Opaque(ColumnSchema column) => [.. column.Rules.Where(r => IsHard(r) && r is not (RangeRule or DomainRule or LengthRule or UniqueRule or DistinctCountRule or TopValueRule))];

    // Several ranges of one column all apply.
    private static (double Minimum, double Maximum) Range(ColumnSchema column) => column.Rules.OfType<RangeRule>().Where(IsHard).Aggregate(
        (Minimum: double.NegativeInfinity, Maximum: double.PositiveInfinity),
        (range, rule) => (Math.Max(range.Minimum, rule.Minimum), Math.Min(range.Maximum, rule.Maximum)));

    private static (double Minimum, double Maximum) Length(ColumnSchema column) => column.Rules.OfType<LengthRule>().Where(IsHard).Aggregate(
        (Minimum: double.NegativeInfinity, Maximum: double.PositiveInfinity),
        (range, rule) => (Math.Max(range.Minimum, rule.Minimum), Math.Min(range.Maximum, rule.Maximum)));

    private static bool IsHard(ColumnRule rule) => rule.SeverityInRow() == Severity.Hard;

    private static string[]? Domain(ColumnSchema column) => column.Rules.OfType<DomainRule>().Where(IsHard).Aggregate(
        (string[]?)null, (values, rule) => values is null ? [.. rule.Values] : [.. values.Intersect(rule.Values, StringComparer.Ordinal)]);

    private static string? Say(RowRule rule, HashSet<string> sensitive) =>
        rule is ConditionalRule conditional && conditional.When.Concat(conditional.Then).Select(c => c.Name).ToArray() is var names && names.Any(sensitive.Contains)
            ? $"of a condition on {string.Join(", ", names)}"
            : rule.ToString();

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
