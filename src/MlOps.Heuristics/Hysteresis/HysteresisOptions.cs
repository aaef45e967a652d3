using System.ComponentModel.DataAnnotations;

namespace MlOps;

/// <summary>What a threshold with hysteresis is told.</summary>
public sealed class HysteresisOptions : HeuristicOptions, IValidatableObject
{
    /// <summary>From which score on the state is on.</summary>
    public double On { get; set; } = double.NaN;

    /// <summary>Below which score it is off again; at most <see cref="On"/>. Between the two it stays what it was.</summary>
    public double Off { get; set; } = double.NaN;

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
        if (!(Off <= On))
        {
            yield return new($"On is {On} and Off {Off}: set both, and Off at most as high as On.");
        }
    }
}
