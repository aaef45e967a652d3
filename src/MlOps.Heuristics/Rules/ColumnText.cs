using System.Text.RegularExpressions;

namespace MlOps.Heuristics.Rules;

/// <summary>Reads the name of a column from the source of a lambda. It serves only to warn: a lambda that says more has no name and gets no warning.</summary>
internal static partial class ColumnText
{
    /// <summary><c>Score</c> of <c>p => p.Score</c>; null for anything else.</summary>
    public static string? Of(string? lambda) => lambda is not null && Member().Match(lambda) is { Success: true } match ? match.Groups[2].Value : null;

    [GeneratedRegex(@"^\s*(?:static\s+)?\(?\s*(\w+)\s*\)?\s*=>\s*\1\s*\.\s*(\w+)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Member();
}
