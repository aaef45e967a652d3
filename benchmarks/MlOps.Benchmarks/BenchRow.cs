namespace MlOps.Benchmarks;

/// <summary>Ten numbers and two categories.</summary>
public sealed class BenchRow
{
    public float Age { get; init; }

    public float EducationYears { get; init; }

    public float CapitalGain { get; init; }

    public float CapitalLoss { get; init; }

    public float HoursPerWeek { get; init; }

    public float Tenure { get; init; }

    public float Children { get; init; }

    public float Commute { get; init; }

    public float Savings { get; init; }

    public float Rooms { get; init; }

    public string? Workclass { get; init; }

    public string? Occupation { get; init; }

    public bool Label { get; init; }
}
