using Microsoft.ML.Data;

namespace MlOps.Sources;

/// <summary>A row of every type that all sources can hold in some way.</summary>
public sealed record Row
{
    public float Single { get; init; }

    public float? MaybeSingle { get; init; }

    public double Double { get; init; }

    public double? MaybeDouble { get; init; }

    public int Int { get; init; }

    public int? MaybeInt { get; init; }

    public long Long { get; init; }

    public bool Flag { get; init; }

    public bool? MaybeFlag { get; init; }

    public string? Text { get; init; }

    public string? Name { get; init; }

    [VectorType]
    public float[] Items { get; init; } = [];
}
