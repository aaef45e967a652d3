using System.ComponentModel.DataAnnotations;

namespace MlOps.Benchmarks;

/// <summary>Ten numbers and two categories, with the same twelve rules three times: as attributes, for the package, and by hand.</summary>
public sealed class BenchRow
{
    [Range(17.0, 90)]
    public float Age { get; init; }

    [Range(1.0, 16)]
    public float EducationYears { get; init; }

    [Range(0.0, 100_000)]
    public float CapitalGain { get; init; }

    [Range(0.0, 5_000)]
    public float CapitalLoss { get; init; }

    [Range(1.0, 99)]
    public float HoursPerWeek { get; init; }

    [Range(0.0, 60)]
    public float Tenure { get; init; }

    [Range(0.0, 20)]
    public float Children { get; init; }

    [Range(0.0, 600)]
    public float Commute { get; init; }

    [Range(0.0, 1e9)]
    public float Savings { get; init; }

    [Range(1.0, 50)]
    public float Rooms { get; init; }

    [Required]
    public string? Workclass { get; init; }

    [Required]
    public string? Occupation { get; init; }

    public bool Label { get; init; }

    internal static void Rules(SchemaBuilder<BenchRow> s) => s
        .Column(r => r.Age).InRange(17, 90)
        .Column(r => r.EducationYears).InRange(1, 16)
        .Column(r => r.CapitalGain).InRange(0, 100_000)
        .Column(r => r.CapitalLoss).InRange(0, 5_000)
        .Column(r => r.HoursPerWeek).InRange(1, 99)
        .Column(r => r.Tenure).InRange(0, 60)
        .Column(r => r.Children).InRange(0, 20)
        .Column(r => r.Commute).InRange(0, 600)
        .Column(r => r.Savings).InRange(0, 1e9f)
        .Column(r => r.Rooms).InRange(1, 50)
        .Column(r => r.Workclass).Required()
        .Column(r => r.Occupation).Required();
}
