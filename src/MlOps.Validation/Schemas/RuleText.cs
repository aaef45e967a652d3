using System.Globalization;
using MlOps.Rows;

namespace MlOps.Validation.Schemas;

/// <summary>Rules and values as people read them: the same in every culture, and never long.</summary>
internal static class RuleText
{
    private const int MaxLength = 80;
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
        var shown = string.Join(", ", domain.Values.Take(MaxValues).Select(Cut));
        return domain.Values.Length > MaxValues
            ? string.Create(CultureInfo.InvariantCulture, $"one of {shown} ({domain.Values.Length} values)")
            : $"one of {shown}";
    }

    public static string Of(PatternRule pattern) => $"a text that matches {Cut(pattern.Pattern)}";

    /// <summary>The text, or its beginning; a pair of surrogates is never cut in two.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return string.Concat(text.AsSpan(0, length), "…");
    }

    private static string Of(double bound) => Cell.Of(bound).ToString();
}
