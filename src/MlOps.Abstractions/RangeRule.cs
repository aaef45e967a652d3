namespace MlOps;

/// <summary>A number lies between two bounds, both included. An open side is an infinity.</summary>
/// <param name="Minimum">The smallest value allowed.</param>
/// <param name="Maximum">The largest value allowed.</param>
/// <remarks>For whole numbers a bound is exact up to 2^53; the schema builder refuses one that isn't.</remarks>
public sealed record RangeRule(double Minimum, double Maximum) : ColumnRule
{
    /// <summary>Which share of a batch's values may lie outside, from 0 to 1; a single row outside is then a soft violation. Null for none.</summary>
    public double? ToleratedShare { get; init; }

    /// <summary>The rule in a line: <c>17 to 90, but for 1% of a batch</c>.</summary>
    public override string ToString() => RuleWords.Between(Minimum, Maximum, double.PositiveInfinity) + RuleWords.Tolerated(ToleratedShare);
}
