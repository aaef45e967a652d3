using Microsoft.ML.Data;

namespace ShadowAndCanary.Data;

/// <summary>What the model answers.</summary>
public sealed record Price
{
    [ColumnName("Score")]
    public float Thousands { get; init; }
}
