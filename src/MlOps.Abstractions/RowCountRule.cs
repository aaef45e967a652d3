namespace MlOps;

/// <summary>There are so many rows. Judged over batches; skipped for a single row.</summary>
/// <param name="Minimum">The smallest number of rows allowed.</param>
/// <param name="Maximum">The largest number of rows allowed.</param>
public sealed record RowCountRule(long Minimum, long Maximum) : RowRule
{
    /// <summary>The rule in a line: <c>at least 1000 rows in a batch</c>.</summary>
    public override string ToString() => $"{RuleWords.Between(Minimum, Maximum, long.MaxValue)} rows in a batch";
}
