using System.Globalization;
using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>A column that golden predictions keep.</summary>
public sealed record GoldenColumn
{
    /// <summary>The column's name: that of the row's or the answer's property or field.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required ColumnType Type { get; init; }

    /// <summary>Whether each value is a vector of numbers.</summary>
    public bool IsVector { get; init; }

    /// <summary>
    /// How far a number may be off, as a share of the larger of the two magnitudes. Only answers have a tolerance. With both tolerances
    /// zero only the same number will do.
    /// </summary>
    public double RelativeTolerance { get; init; }

    /// <summary>How far a number may always be off, so that values around zero don't differ by their rounding alone.</summary>
    public double AbsoluteTolerance { get; init; }

    /// <summary>Whether it was kept on purpose though a schema marks it as sensitive. Its values appear in no report, log or exception.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>The column for people: <c>Probability (relative 0.0001, absolute 1E-06)</c>.</summary>
    public override string ToString()
    {
        string[] facts =
        [
            .. IsVector ? ["vector"] : Array.Empty<string>(),
            .. RelativeTolerance > 0 ? [string.Create(CultureInfo.InvariantCulture, $"relative {RelativeTolerance}")] : Array.Empty<string>(),
            .. AbsoluteTolerance > 0 ? [string.Create(CultureInfo.InvariantCulture, $"absolute {AbsoluteTolerance}")] : Array.Empty<string>(),
            .. IsSensitive ? ["sensitive"] : Array.Empty<string>(),
        ];
        return facts.Length == 0 ? Name : $"{Name} ({string.Join(", ", facts)})";
    }

    /// <summary>Whether an answer is near enough to what was kept. NaN is as good as NaN, and infinity as itself.</summary>
    internal bool Allows(double kept, double seen) => kept.Equals(seen)
        || (double.IsFinite(kept) && double.IsFinite(seen)
            && Math.Abs(kept - seen) <= Math.Max(RelativeTolerance * Math.Max(Math.Abs(kept), Math.Abs(seen)), AbsoluteTolerance));
}
