using System.Collections.Immutable;
using System.Globalization;

namespace MlOps;

/// <summary>What rules say of themselves in a line, the same in every culture.</summary>
internal static class RuleWords
{
    private const int MaxValues = 20;

    public static string Values(ImmutableArray<string> values) => $"{string.Join(", ", values.Take(MaxValues))}{(values.Length > MaxValues ? ", …" : "")}";

    public static string Tolerated(double? share) => share is { } some and > 0 ? $", but for {Percent(some)} of a batch" : "";

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##########}%");

    /// <param name="minimum">The smallest value allowed.</param>
    /// <param name="maximum">The largest value allowed.</param>
    /// <param name="most">The value from which on the side is open.</param>
    public static string Between(double minimum, double maximum, double most) => (double.IsNegativeInfinity(minimum), maximum >= most) switch
    {
        (true, true) => "any",
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"at most {maximum}"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"at least {minimum}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{minimum} to {maximum}"),
    };

    public static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.LessThan => "<",
        Comparison.AtMost => "≤",
        Comparison.EqualTo => "=",
        Comparison.NotEqualTo => "≠",
        Comparison.AtLeast => "≥",
        _ => ">",
    };
}
