using System.Globalization;
using MlOps.Rows;

namespace MlOps.Validation.Schemas;

/// <summary>Rules and values as people read them: the same in every culture, and never long.</summary>
internal static class RuleText
{
    public const string Hidden = "(hidden)";
    public const string Finite = "a finite number";
    public const string Unreadable = "(unreadable)";

    /// <summary>How much of a value is shown.</summary>
    public const int MaxLength = 80;

    private const int MaxValues = 3;

    public static string Of(RangeRule range) => (double.IsNegativeInfinity(range.Minimum), double.IsPositiveInfinity(range.Maximum)) switch
    {
        (true, true) => "any number",
        (true, false) => $"at most {Of(range.Maximum)}",
        (false, true) => $"at least {Of(range.Minimum)}",
        _ => $"{Of(range.Minimum)} to {Of(range.Maximum)}",
    };

    public static string Of(DomainRule domain)
    {
        var shown = string.Join(", ", domain.Values.Take(MaxValues).Select(v => Cut(v)));
        return domain.Values.Length > MaxValues
            ? string.Create(CultureInfo.InvariantCulture, $"one of {shown} ({domain.Values.Length} values)")
            : $"one of {shown}";
    }

    public static string Of(LengthRule length) => (length.Minimum, length.Maximum) switch
    {
        var (least, most) when least == most => string.Create(CultureInfo.InvariantCulture, $"{most} characters"),
        ( <= 0, var most) => string.Create(CultureInfo.InvariantCulture, $"at most {most} characters"),
        (var least, int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"at least {least} characters"),
        var (least, most) => string.Create(CultureInfo.InvariantCulture, $"{least} to {most} characters"),
    };

    public static string Of(CharacterRule rule) => rule.Characters switch
    {
        CharacterClass.Digits => "digits only",
        CharacterClass.Letters => "letters only",
        CharacterClass.LettersOrDigits => "letters and digits only",
        CharacterClass.UpperCase => "upper-case letters only",
        CharacterClass.LowerCase => "lower-case letters only",
        CharacterClass.Ascii => "ASCII characters only",
        _ => "printable ASCII characters only",
    };

    public static string Of(ComparisonRule rule) => $"{Cut(rule.Left)} {Of(rule.Comparison)} {Cut(rule.Right)}";

    public static string Of(SumRule rule) =>
        $"{Cut(string.Join(" + ", rule.Columns.Take(MaxValues + 1)))} = {Of(rule.Total)}, give or take {Of(rule.Tolerance)}";

    public static string Of(PatternRule pattern) => $"a text that matches {Cut(pattern.Pattern)}";

    /// <summary>The text, or its beginning; a pair of surrogates is never cut in two.</summary>
    public static string Cut(string text, int maxLength = MaxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return string.Concat(text.AsSpan(0, length), "…");
    }

    private static string Of(Comparison comparison) => comparison switch
    {
        Comparison.LessThan => "<",
        Comparison.AtMost => "<=",
        Comparison.EqualTo => "=",
        Comparison.NotEqualTo => "<>",
        Comparison.AtLeast => ">=",
        _ => ">",
    };

    private static string Of(double bound) => Cell.Of(bound).ToString();
}
