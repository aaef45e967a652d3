namespace MlOps;

/// <summary>Says that each value of a column is a vector of numbers. The column's rules then hold for each element.</summary>
public sealed record VectorSchema
{
    /// <summary>How many elements each vector has; null if they may differ.</summary>
    public int? Length { get; init; }
}
