namespace MlOps;

/// <summary>How a batch is checked.</summary>
public sealed record BatchOptions
{
    /// <summary>How many failing rows a report keeps of each rule, the first ones. The counts are exact all the same. Default: 10.</summary>
    public int MaxSamples { get; init; } = 10;

    /// <summary>
    /// How many bytes the values of one column may take where a rule needs all of them: <c>Unique</c>, <c>DistinctCount</c>, <c>TopValue</c>. Beyond
    /// it such a rule is inconclusive. It is reckoned at 64 bytes a different value and two a character. Default: 64 MiB.
    /// </summary>
    public long MemoryBudget { get; init; } = 64L << 20;

    /// <summary>The position of the first row, so that parts of one whole name its rows alike. Default: 0.</summary>
    public long FirstRow { get; init; }

    internal static BatchOptions Checked(BatchOptions? options)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxSamples, nameof(MaxSamples));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MemoryBudget, nameof(MemoryBudget));
        ArgumentOutOfRangeException.ThrowIfNegative(options.FirstRow, nameof(FirstRow));
        return options;
    }
}
