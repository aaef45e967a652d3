namespace MlOps;

/// <summary>At least a share of the schema's columns has a value.</summary>
/// <param name="Minimum">The share, from 0 to 1.</param>
public sealed record CompletenessRule(double Minimum) : RowRule
{
    /// <summary>The rule in a line: <c>at least 75% of the columns have a value</c>.</summary>
    public override string ToString() => $"at least {RuleWords.Percent(Minimum)} of the columns have a value";
}
