using System.ComponentModel.DataAnnotations;

namespace MlOps.Aot;

/// <summary>A row with a column of every kind, nullable and not, as properties and as a field.</summary>
internal sealed record Applicant : Form
{
    /// <summary>A column like the others, read without a getter.</summary>
    public float Hours = 40;

    public new float Age { get; init; } = 30;

    public double Weight { get; init; } = 1;

    public double? Income { get; init; } = 1000;

    public int Dependents { get; init; }

    public long Id { get; init; } = 1;

    public byte? Grade { get; init; } = 1;

    public bool Married { get; init; }

    public bool? Insured { get; init; } = true;

    [StringLength(20)]
    public string? Workclass { get; init; } = "Private";

    public string? Postcode { get; init; } = "12345";

    public Housing? Housing { get; init; } = Aot.Housing.Own;

    [ModelColumn("input", Length = 2)]
    public float[]? Embedding { get; init; } = [0.5f, 0.5f];

    public ReadOnlyMemory<double> Weights;

    /// <summary>No column, and no schema names it.</summary>
    public DateTimeOffset At { get; init; }
}
