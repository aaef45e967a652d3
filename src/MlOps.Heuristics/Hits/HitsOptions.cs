using System.ComponentModel.DataAnnotations;

namespace MlOps;

/// <summary>What a rule of k hits of the last n is told.</summary>
public sealed class HitsOptions : HeuristicOptions, IValidatableObject
{
    /// <summary>How many of the last answers must be alerts, this one included (k). Default: 3.</summary>
    [Range(1, 64)]
    public int Required { get; set; } = 3;

    /// <summary>Of how many last answers of the key (n); at most 64. Default: 5.</summary>
    [Range(1, 64)]
    public int OutOf { get; set; } = 5;

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
        if (Required > OutOf)
        {
            yield return new($"Required is {Required} and OutOf {OutOf}: there can't be more hits than answers.");
        }
    }
}
