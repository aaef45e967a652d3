namespace MlOps;

/// <summary>The column holds so many different values. Judged over batches; skipped for a single row.</summary>
/// <param name="Minimum">The smallest number of values allowed.</param>
/// <param name="Maximum">The largest number of values allowed.</param>
public sealed record DistinctCountRule(long Minimum, long Maximum) : ColumnRule;
