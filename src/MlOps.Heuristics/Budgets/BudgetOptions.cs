using System.ComponentModel.DataAnnotations;

namespace MlOps;

#pragma warning disable IL2026 // The generated validator puts an attribute of its own in the place of this one, which needs no reflection.

/// <summary>What an alert budget is told.</summary>
public sealed class BudgetOptions : HeuristicOptions
{
    /// <summary>How many alerts at most are let through in any span of that length. Default: 10.</summary>
    [Range(1, 1_000_000)]
    public int Maximum { get; set; } = 10;

    /// <summary>The span. Default: 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "365.00:00:00")]
    public TimeSpan Per { get; set; } = TimeSpan.FromHours(1);
}
