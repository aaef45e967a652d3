using System.ComponentModel.DataAnnotations;

namespace MlOps;

/// <summary>What a rule against duplicates is told.</summary>
public sealed class DuplicateOptions : HeuristicOptions, IValidatableObject
{
    /// <summary>For how long an alert that repeats one of its key is a duplicate; each repetition begins it anew. Default: 5 minutes.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// For how many keys at most the rule remembers something. When there is no room for another, the key unseen longest is forgotten (of those
    /// that share a part of the memory, where there are more than a few thousand) and counted in <see cref="HeuristicStatus.ForgottenKeys"/>.
    /// Default: 10,000.
    /// </summary>
    [Range(1, 10_000_000)]
    public int MaxKeys { get; set; } = 10_000;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // As an attribute, a range of spans needs code that trimming may take.
        if (Window < TimeSpan.FromMilliseconds(1) || Window > TimeSpan.FromDays(365))
        {
            yield return new($"Window is {Window}: give a span from 1 ms to 365 days.");
        }
    }
}
