namespace MlOps.Validation.Schemas;

/// <summary>
/// What makes no sense in a column or in a rule over the row. Asked when it is written and again when a schema is compiled, because a schema
/// may also come from JSON or from a later version of this library.
/// </summary>
internal static class SchemaMistakes
{
    /// <summary>What is wrong with a column's rule, or null.</summary>
    public static string? In(string column, ColumnType type, ColumnRule rule, bool isVector = false) =>
        At(column, In(rule.Severity) ?? RuleMistakes.In(type, rule, isVector));

    /// <summary>What is wrong with what a column says beside its rules, or null.</summary>
    public static string? In(ColumnSchema column) => At(column.Name, column switch
    {
        { Presence: not (null or Presence.Optional or Presence.Tolerated or Presence.Required) } =>
            $"{column.Presence} says nothing about missing values; it is Required, Tolerated or Optional.",
        { MinimumCompleteness: { } share } when RuleMistakes.InShare(share) is { } mistake => $"completeness: {mistake}",
        { Unit: { } unit } when string.IsNullOrWhiteSpace(unit) => "a unit has a name, such as years.",
        { Environments: { } names } when names.Any(string.IsNullOrWhiteSpace) => "an environment has a name, such as training.",
        { Vector: not null, Type: not ColumnType.Number } => $"a vector is of numbers, and the column is {column.Type}.",
        { Vector.Length: < 1 } => "a vector's length is at least 1; leave it out where vectors differ in length.",
        { Sentinels: { } values } => InSentinels(column, values),
        _ => null,
    });

    /// <summary>What is wrong with a rule over the row, or null.</summary>
    public static string? In(RowRule rule)
    {
        var mistake = In(rule.Severity) ?? rule switch
        {
            CompletenessRule completeness => RuleMistakes.InShare(completeness.Minimum) is { } share ? $"completeness: {share}" : null,
            CustomRowRule custom => RuleMistakes.InName(custom.Name),
            ComparisonRule { Comparison: < Comparison.LessThan or > Comparison.GreaterThan } comparison => $"{comparison.Comparison} is no comparison.",
            ComparisonRule comparison when comparison.Left == comparison.Right => $"it compares '{comparison.Left}' with itself.",
            ComparisonRule => null,
            SumRule sum => In(sum),
            RowCountRule count => RuleMistakes.InCount(count.Minimum, count.Maximum),
            ConditionalRule conditional => In(conditional),
            _ => $"the rule {rule.GetType().Name} isn't known here; update MlOps.Validation.",
        };
        return mistake is null ? null : $"Rule over the row: {mistake}";
    }

    private static string? In(SumRule sum) => sum switch
    {
        { Columns.IsEmpty: true } => "a sum needs at least one column.",
        _ when sum.Columns.Distinct(StringComparer.Ordinal).Count() < sum.Columns.Length => "a sum counts each column once, and one stands there twice.",
        _ when !double.IsFinite(sum.Total) => "a sum is a finite number.",
        _ when !(sum.Tolerance >= 0 && double.IsFinite(sum.Tolerance)) =>
            "the tolerance of a sum is a finite number of at least 0; floating-point sums are rarely exact, so it is seldom 0.",
        _ => null,
    };

    private static string? In(ConditionalRule conditional)
    {
        if (conditional.When.IsEmpty || conditional.Then.IsEmpty)
        {
            return "a condition needs at least one column to look at and at least one column to say something of.";
        }

        if (new[] { conditional.When, conditional.Then }.Select(s => s.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)).FirstOrDefault(g => g is not null) is { } twice)
        {
            return $"'{twice.Key}' stands twice on one side of a condition; put all its rules into one.";
        }

        return conditional.When.Concat(conditional.Then).Select(InBranch).FirstOrDefault(m => m is not null);
    }

    private static string? InBranch(ColumnSchema column) =>
        column.Rules.Any(r => r is CustomColumnRule or UniqueRule or DistinctCountRule or TopValueRule)
            ? $"column '{column.Name}' of a condition has a rule in code or over batches; say it with Rule over the row, or outside the condition."
        : column is { MinimumCompleteness: null, Sentinels: null, Environments: null, Unit: null } ? null
        : $"column '{column.Name}' of a condition can only have a presence and rules; say the rest of the column itself, outside the condition.";

    private static string? InSentinels(ColumnSchema column, IEnumerable<string> values) => (column.Type, column.Vector) switch
    {
        (_, not null) or (ColumnType.Boolean, _) => $"values that mean a missing one are for texts and single numbers, and the column is {(column.Vector is null ? column.Type : "a vector")}.",
        (ColumnType.Text, _) => values.Any(string.IsNullOrEmpty) ? "the empty text is missing anyway; leave it out of MissingWhen." : null,
        _ => values.FirstOrDefault(v => column.Type == ColumnType.Integer ? !Integers.TryParse(v, out _) : !Numbers.TryParse(v, out _)) is { } bad
            ? $"'{RuleText.Cut(bad)}' can't mean a missing value: it is no {(column.Type == ColumnType.Integer ? "whole number of 64 bits" : "number with a point")}, and NaN is missing anyway."
            : null,
    };

    private static string? In(Severity severity) => severity switch
    {
        Severity.Hard or Severity.Soft => null,
        Severity.Drift => "drift is judged over windows of rows, never on one; a rule for rows is hard or soft.",
        _ => $"{severity} is no severity; a rule for rows is hard or soft.",
    };

    private static string? At(string column, string? mistake) => mistake is null ? null : $"Column '{column}': {mistake}";
}
