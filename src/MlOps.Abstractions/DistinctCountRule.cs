namespace MlOps;

/// <summary>The column holds so many different values. Judged over batches; skipped for a single row.</summary>
/// <param name="Minimum">The smallest number of values allowed.</param>
/// <param name="Maximum">The largest number of values allowed.</param>
public sealed record DistinctCountRule(long Minimum, long Maximum) : ColumnRule
{
    /// <summary>The rule in a line: <c>2 to 9 different values in a batch</c>.</summary>
    public override string ToString() => $"{RuleWords.Between(Minimum, Maximum, long.MaxValue)} different values in a batch";
}
