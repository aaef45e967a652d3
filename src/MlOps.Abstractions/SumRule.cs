using System.Collections.Immutable;
using System.Globalization;

namespace MlOps;

/// <summary>
/// Numbers have a sum, such as probabilities that sum to one: those of several columns, or the elements of one vector column. Skipped where a
/// column is missing.
/// </summary>
/// <param name="Columns">The columns.</param>
/// <param name="Total">The sum.</param>
/// <param name="Tolerance">How far from it the sum may be.</param>
public sealed record SumRule(ImmutableArray<string> Columns, double Total, double Tolerance) : RowRule
{
    /// <summary>The columns.</summary>
    public ImmutableArray<string> Columns { get; init => field = value.IsDefault ? [] : value; } = Columns.IsDefault ? [] : Columns;

    /// <inheritdoc/>
    public bool Equals(SumRule? other) => other is not null
        && Severity == other.Severity
        && Total.Equals(other.Total)
        && Tolerance.Equals(other.Tolerance)
        && Columns.SequenceEqual(other.Columns);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Severity, Total, Tolerance, Columns.Length, Columns.FirstOrDefault(), Columns.LastOrDefault());

    /// <summary>The rule in a line: <c>Low + High = 1, give or take 0.001</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Join(" + ", Columns)} = {Total}, give or take {Tolerance}");
}
