using System.ComponentModel.DataAnnotations;

namespace MlOps;

/// <summary>What a minimum of confidence is told.</summary>
public sealed class ConfidenceOptions : HeuristicOptions, IValidatableObject
{
    /// <summary>The least confidence with which an answer goes out. Default: 0.5.</summary>
    public double Minimum { get; set; } = 0.5;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!double.IsFinite(Minimum))
        {
            yield return new($"Minimum is {Minimum}: give a number.");
        }
    }
}
