namespace MlOps;

/// <summary>What an app does with violations.</summary>
public static class ViolationExtensions
{
    /// <summary>
    /// The violations by column, in the shape that ASP.NET Core's <c>Results.ValidationProblem</c> takes. Observed values are not
    /// in it; rules over the whole row stand under the empty name.
    /// </summary>
    public static IDictionary<string, string[]> ToProblem(this IEnumerable<Violation> violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        return violations
            .GroupBy(v => v.Column, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(v => v.ToString()).ToArray(), StringComparer.Ordinal);
    }
}
