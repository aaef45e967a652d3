namespace MlOps;

/// <summary>A number is neither infinite nor, in a vector, NaN. In a column of single numbers NaN is missing and <see cref="Presence"/>'s business.</summary>
public sealed record FiniteRule : ColumnRule
{
    /// <summary>The rule in a word.</summary>
    public override string ToString() => "finite";
}
