using System.Text.Json;

namespace MlOps;

/// <summary>What an app does with violations.</summary>
public static class ViolationExtensions
{
    /// <summary>
    /// The hard violations by column, in the shape that ASP.NET Core's <c>Results.ValidationProblem</c> takes. Observed values are not
    /// in it; rules over the whole row stand under the empty name. Soft violations are no reason to refuse a row, so they aren't there.
    /// </summary>
    /// <param name="violations">The violations.</param>
    /// <param name="naming">How clients spell columns, such as <see cref="JsonNamingPolicy.CamelCase"/>; null leaves them as they are.</param>
    public static IDictionary<string, string[]> ToProblem(this IEnumerable<Violation> violations, JsonNamingPolicy? naming = null)
    {
        ArgumentNullException.ThrowIfNull(violations);
        return violations
            .Where(v => v.Severity == Severity.Hard)
            .GroupBy(v => naming?.ConvertName(v.Column) ?? v.Column, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(Text).ToArray(), StringComparer.Ordinal);
    }

    private static string Text(Violation v) => $"{v.Rule}, expected {v.Expected}{(v.Missing == MissingState.None ? "" : $", missing as {v.Missing}")}";
}
