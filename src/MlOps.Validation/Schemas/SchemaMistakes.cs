using System.Collections.Frozen;
using System.Globalization;

namespace MlOps.Validation.Schemas;

/// <summary>
/// What makes no sense in a rule. Asked when a rule is written and again when a schema is compiled, because a schema may also come
/// from JSON or from a later version of this library.
/// </summary>
internal static class SchemaMistakes
{
    private static readonly FrozenSet<string> ReservedNames = FrozenSet.Create(
        StringComparer.Ordinal,
        [RuleNames.Required, RuleNames.Range, RuleNames.Domain, RuleNames.Pattern, RuleNames.Completeness, RuleNames.Finite, RuleNames.Readable]);

    /// <summary>What is wrong with a column's rule, or null.</summary>
    public static string? In(string column, ColumnType type, ColumnRule rule)
    {
        var mistake = In(rule.Severity) ?? rule switch
        {
            RangeRule range => In(type, range),
            DomainRule domain => In(type, domain),
            PatternRule pattern => In(type, pattern),
            CustomColumnRule custom => InName(custom.Name),
            _ => $"the rule {rule.GetType().Name} isn't known here; update MlOps.Validation.",
        };
        return mistake is null ? null : $"Column '{column}': {mistake}";
    }

    /// <summary>What is wrong with a rule over the row, or null.</summary>
    public static string? In(RowRule rule)
    {
        var mistake = In(rule.Severity) ?? rule switch
        {
            CompletenessRule { Minimum: not (>= 0 and <= 1) and var minimum } =>
                string.Create(CultureInfo.InvariantCulture, $"completeness is a share from 0 to 1, not {minimum}."),
            CompletenessRule => null,
            CustomRowRule custom => InName(custom.Name),
            _ => $"the rule {rule.GetType().Name} isn't known here; update MlOps.Validation.",
        };
        return mistake is null ? null : $"Rule over the row: {mistake}";
    }

    private static string? In(Severity severity) => severity switch
    {
        Severity.Hard or Severity.Soft => null,
        Severity.Drift => "drift is judged over windows of rows, never on one; a rule for rows is hard or soft.",
        _ => $"{severity} is no severity; a rule for rows is hard or soft.",
    };

    private static string? In(ColumnType type, RangeRule range) => range switch
    {
        _ when type is not (ColumnType.Integer or ColumnType.Number) => $"a range is for numbers, and the column is {type}.",
        _ when double.IsNaN(range.Minimum) || double.IsNaN(range.Maximum) => "a bound can't be NaN.",
        _ when range.Minimum > range.Maximum => string.Create(
            CultureInfo.InvariantCulture,
            $"the range from {range.Minimum} to {range.Maximum} holds nothing; the smaller bound comes first."),
        _ => null,
    };

    private static string? In(ColumnType type, DomainRule domain)
    {
        if (type is not (ColumnType.Text or ColumnType.Integer))
        {
            return $"a set of allowed values is for texts and whole numbers, and the column is {type}; use a range or Must.";
        }

        if (domain.Values.IsEmpty)
        {
            return "a set of allowed values needs at least one.";
        }

        if (domain.Values.Any(string.IsNullOrEmpty))
        {
            return "null and the empty text are missing values, not allowed ones; say Optional or Tolerated instead.";
        }

        return type == ColumnType.Integer && domain.Values.FirstOrDefault(v => !Integers.TryParse(v, out _)) is { } bad
            ? $"'{RuleText.Cut(bad)}' is no whole number of 64 bits, as the column's allowed values are."
            : null;
    }

    private static string? In(ColumnType type, PatternRule pattern)
    {
        if (type != ColumnType.Text)
        {
            return $"a pattern is for texts, and the column is {type}.";
        }

        try
        {
            _ = Patterns.Compile(pattern.Pattern);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"the pattern '{RuleText.Cut(pattern.Pattern)}' is no regular expression of the non-backtracking kind: {e.Message}";
        }
    }

    private static string? InName(string? name) => name switch
    {
        _ when string.IsNullOrWhiteSpace(name) => "a rule needs a name.",
        _ when ReservedNames.Contains(name) => $"'{name}' is the name of a built-in rule; choose another.",
        _ => null,
    };
}
