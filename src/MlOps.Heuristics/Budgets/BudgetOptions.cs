using System.ComponentModel.DataAnnotations;

namespace MlOps;

/// <summary>What an alert budget is told.</summary>
public sealed class BudgetOptions : HeuristicOptions, IValidatableObject
{
    /// <summary>How many alerts at most are let through in any span of that length. Default: 10.</summary>
    [Range(1, 1_000_000)]
    public int Maximum { get; set; } = 10;

    /// <summary>The span. Default: 1 hour.</summary>
    public TimeSpan Per { get; set; } = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // As an attribute, a range of spans needs code that trimming may take.
        if (Per < TimeSpan.FromMilliseconds(1) || Per > TimeSpan.FromDays(365))
        {
            yield return new($"Per is {Per}: give a span from 1 ms to 365 days.");
        }
    }
}
