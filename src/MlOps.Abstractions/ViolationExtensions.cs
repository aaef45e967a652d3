using System.Text.Json;

namespace MlOps;

/// <summary>What an app does with violations.</summary>
public static class ViolationExtensions
{
    /// <summary>
    /// The violations by column, in the shape that ASP.NET Core's <c>Results.ValidationProblem</c> takes. Observed values are not
    /// in it; rules over the whole row stand under the empty name.
    /// </summary>
    /// <param name="violations">The violations.</param>
    /// <param name="naming">How clients spell columns, such as <see cref="JsonNamingPolicy.CamelCase"/>; null leaves them as they are.</param>
    public static IDictionary<string, string[]> ToProblem(this IEnumerable<Violation> violations, JsonNamingPolicy? naming = null)
    {
        ArgumentNullException.ThrowIfNull(violations);
        return violations
            .GroupBy(v => naming?.ConvertName(v.Column) ?? v.Column, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(v => v.ToString()).ToArray(), StringComparer.Ordinal);
    }
}
