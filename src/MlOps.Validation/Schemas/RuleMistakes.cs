using System.Globalization;

namespace MlOps.Validation.Schemas;

/// <summary>What makes no sense in a rule for one column.</summary>
internal static class RuleMistakes
{
    public static string? In(ColumnType type, ColumnRule rule, bool isVector) => rule switch
    {
        _ when isVector && rule is not (RangeRule or FiniteRule) => "a vector's elements have a range or are finite; say anything else with Rule over the row.",
        RangeRule range => In(type, range),
        DomainRule domain => In(type, domain),
        PatternRule pattern => In(type, pattern),
        LengthRule length => In(type, length),
        CharacterRule characters => In(type, characters),
        FiniteRule => type == ColumnType.Number ? null : $"only floating-point numbers can be infinite, and the column is {type}.",
        CustomColumnRule custom => InName(custom.Name),
        UniqueRule => null,
        DistinctCountRule count => InCount(count.Minimum, count.Maximum),
        TopValueRule top => InShare(top.MaximumShare) is { } mistake ? $"the share of the top value: {mistake}" : null,
        _ => $"the rule {rule.GetType().Name} isn't known here; update MlOps.Validation.",
    };

    public static string? InName(string? name) => name switch
    {
        _ when string.IsNullOrWhiteSpace(name) => "a rule needs a name.",
        _ when RuleNames.All.Contains(name) => $"'{name}' is the name of a built-in rule; choose another.",
        _ => null,
    };

    public static string? InShare(double share) =>
        share is >= 0 and <= 1 ? null : string.Create(CultureInfo.InvariantCulture, $"a share lies from 0 to 1, and {share} doesn't.");

    public static string? InCount(long minimum, long maximum) =>
        minimum >= 0 && minimum <= maximum ? null : string.Create(CultureInfo.InvariantCulture, $"no count lies from {minimum} to {maximum}; the smaller bound comes first.");

    private static string? In(ColumnType type, RangeRule range) => range switch
    {
        _ when type is not (ColumnType.Integer or ColumnType.Number) => $"a range is for numbers, and the column is {type}.",
        _ when double.IsNaN(range.Minimum) || double.IsNaN(range.Maximum) => "a bound can't be NaN.",
        _ when range.Minimum > range.Maximum => string.Create(
            CultureInfo.InvariantCulture,
            $"the range from {range.Minimum} to {range.Maximum} holds nothing; the smaller bound comes first."),
        _ => InTolerated(range.ToleratedShare),
    };

    private static string? In(ColumnType type, DomainRule domain)
    {
        if (type == ColumnType.Number)
        {
            return $"a set of allowed values is for texts, whole numbers and truth values, and the column is {type}; use a range or Must.";
        }

        if (domain.Values.IsEmpty)
        {
            return "a set of allowed values needs at least one.";
        }

        if (domain.Values.Any(string.IsNullOrEmpty))
        {
            return "null and the empty text are missing values, not allowed ones; say Optional or Tolerated instead.";
        }

        return type switch
        {
            ColumnType.Integer when domain.Values.FirstOrDefault(v => !Integers.TryParse(v, out _)) is { } bad =>
                $"'{RuleText.Cut(bad)}' is no whole number of 64 bits, as the column's allowed values are.",
            ColumnType.Boolean when domain.Values.FirstOrDefault(v => v is not (Booleans.True or Booleans.False)) is { } bad =>
                $"'{RuleText.Cut(bad)}' is neither true nor false, as the column's allowed values are.",
            _ => InTolerated(domain.ToleratedShare),
        };
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

    private static string? In(ColumnType type, LengthRule length) =>
        type != ColumnType.Text ? $"a length is for texts and vectors, and the column is {type}."
        : length.Minimum < 0 || length.Minimum > length.Maximum ? string.Create(
            CultureInfo.InvariantCulture, $"no text has a length from {length.Minimum} to {length.Maximum}; the smaller bound comes first.")
        : null;

    private static string? In(ColumnType type, CharacterRule characters) =>
        type != ColumnType.Text ? $"characters are for texts, and the column is {type}."
        : characters.Characters is < CharacterClass.Digits or > CharacterClass.PrintableAscii ? $"{characters.Characters} is no kind of characters."
        : null;

    private static string? InTolerated(double? share) =>
        share is not { } said || InShare(said) is not { } mistake ? null : $"the tolerated share: {mistake}";
}
