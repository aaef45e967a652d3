namespace MlOps;

/// <summary>What is asked of a batch beside the rules of its schema.</summary>
public sealed class BatchLimits
{
    /// <summary>With fewer rows nothing can be said: the verdict is inconclusive. Default: 1.</summary>
    public long MinRows { get; set; } = 1;

    /// <summary>
    /// Which share of the rows may be invalid, from 0 to 1. Rules over single rows are judged by it; what is judged over the whole batch, such as a
    /// completeness or a tolerated share, stands beside it. Default: 0, none.
    /// </summary>
    public double MaxInvalidShare { get; set; }
}
