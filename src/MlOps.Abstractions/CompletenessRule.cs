using System.Globalization;

namespace MlOps;

/// <summary>At least a share of the schema's columns has a value.</summary>
/// <param name="Minimum">The share, from 0 to 1.</param>
public sealed record CompletenessRule(double Minimum) : RowRule
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"a value in at least {Minimum} of the columns");
}
