namespace MlOps;

/// <summary>The most frequent value has at most a share of the column's values. Judged over batches; skipped for a single row.</summary>
/// <param name="MaximumShare">The share, from 0 to 1.</param>
public sealed record TopValueRule(double MaximumShare) : ColumnRule;
