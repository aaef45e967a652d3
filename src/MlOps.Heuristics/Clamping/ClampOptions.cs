using System.ComponentModel.DataAnnotations;

namespace MlOps;

/// <summary>What a clamp is told.</summary>
public sealed class ClampOptions : HeuristicOptions, IValidatableObject
{
    /// <summary>The smallest number that goes out. An infinity leaves the side open.</summary>
    public double Minimum { get; set; } = double.NegativeInfinity;

    /// <summary>The largest number that goes out. An infinity leaves the side open.</summary>
    public double Maximum { get; set; } = double.PositiveInfinity;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!(Minimum <= Maximum))
        {
            yield return new($"Minimum is {Minimum} and Maximum {Maximum}: both are numbers, and the minimum is at most the maximum.");
        }
    }
}
