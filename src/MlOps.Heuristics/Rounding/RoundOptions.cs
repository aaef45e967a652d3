using System.ComponentModel.DataAnnotations;

namespace MlOps;

/// <summary>What rounding is told.</summary>
public sealed class RoundOptions : HeuristicOptions, IValidatableObject
{
    /// <summary>What rounded numbers are multiples of. Default: 1.</summary>
    public double Step { get; set; } = 1;

    /// <summary>Which of two equally near multiples is taken. Default: the even one.</summary>
    [EnumDataType(typeof(MidpointRounding))]
    public MidpointRounding Midpoint { get; set; } = MidpointRounding.ToEven;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // As an attribute, the range would be told by its ends, 5E-324 and 1.8E+308.
        if (!(Step > 0 && double.IsFinite(Step)))
        {
            yield return new($"Step is {Step}: give a number above 0.");
        }
    }
}
