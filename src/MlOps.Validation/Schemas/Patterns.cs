using System.Text.RegularExpressions;

namespace MlOps.Validation.Schemas;

/// <summary>Patterns of one kind only: those that take time linear in the text, whatever the text.</summary>
internal static class Patterns
{
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking.</exception>
    public static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
