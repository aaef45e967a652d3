namespace MlOps;

/// <summary>A rule and what it did since the host started.</summary>
public sealed record HeuristicStatus
{
    /// <summary>The rule's name.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of rule it is, such as <c>clamp</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether it only records what it would do.</summary>
    public bool DryRun { get; init; }

    /// <summary>Who answers for it; null where nobody was named.</summary>
    public string? Owner { get; init; }

    /// <summary>Why it is there; null where nobody said.</summary>
    public string? Reason { get; init; }

    /// <summary>When someone should have looked whether it is still needed; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether that time has come. The rule runs on.</summary>
    public bool IsExpired { get; init; }

    /// <summary>How many answers it was asked about. A rule behind one that withheld the answer wasn't.</summary>
    public long Runs { get; init; }

    /// <summary>How many answers it changed.</summary>
    public long Changes { get; init; }

    /// <summary>How many answers it withheld, also because it failed.</summary>
    public long Suppressions { get; init; }

    /// <summary>How often it threw or made an invalid answer.</summary>
    public long Failures { get; init; }

    /// <summary>How often it would have changed or withheld an answer, had it not run dry.</summary>
    public long DryRuns { get; init; }

    /// <summary>
    /// By how much it changed the answer's number in the mean, without the sign and dry runs included; null where nothing was measured. For
    /// rules over one number it is that; for others the answer's only number.
    /// </summary>
    public double? MeanChange { get; init; }

    /// <summary>The largest of these changes; null where nothing was measured.</summary>
    public double? LargestChange { get; init; }

    /// <summary>When it last fired, dry runs included; null for never.</summary>
    public DateTimeOffset? LastFired { get; init; }

    /// <summary>How many keys it forgot to make room for others; not 0 says that its <c>MaxKeys</c> is too small.</summary>
    public long ForgottenKeys { get; init; }
}
