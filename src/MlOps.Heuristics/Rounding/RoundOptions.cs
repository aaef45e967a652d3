using System.ComponentModel.DataAnnotations;

namespace MlOps;

/// <summary>What rounding is told.</summary>
public sealed class RoundOptions : HeuristicOptions
{
    /// <summary>What rounded numbers are multiples of. Default: 1.</summary>
    [Range(double.Epsilon, double.MaxValue)]
    public double Step { get; set; } = 1;

    /// <summary>Which of two equally near multiples is taken. Default: the even one.</summary>
    [EnumDataType(typeof(MidpointRounding))]
    public MidpointRounding Midpoint { get; set; } = MidpointRounding.ToEven;
}
