using System.ComponentModel.DataAnnotations;

namespace MlOps;

/// <summary>What snapping is told.</summary>
public sealed class SnapOptions : HeuristicOptions, IValidatableObject
{
    /// <summary>The numbers that may go out; at least one, none of them NaN.</summary>
    public IList<double> Values { get; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Values.Count == 0 || Values.Any(double.IsNaN))
        {
            yield return new("Values needs at least one number to snap to, and none of them can be NaN.");
        }
    }
}
