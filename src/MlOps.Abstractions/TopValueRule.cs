namespace MlOps;

/// <summary>The most frequent value has at most a share of the column's values. Judged over batches; skipped for a single row.</summary>
/// <param name="MaximumShare">The share, from 0 to 1.</param>
public sealed record TopValueRule(double MaximumShare) : ColumnRule
{
    /// <summary>The rule in a line: <c>no value in more than 20% of a batch</c>.</summary>
    public override string ToString() => $"no value in more than {RuleWords.Percent(MaximumShare)} of a batch";
}
