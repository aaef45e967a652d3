namespace CensusIncome.Data;

/// <summary>
/// What the model is asked about: one person. A missing number is NaN, because ML.NET has no nullable columns; a missing text is null.
/// </summary>
/// <remarks>
/// The census also asked for ethnicity, sex, and the relationship within the household, which is husband or wife. A decision about
/// income must not learn from them, so they are not here.
/// </remarks>
public record CensusRow
{
    public float Age { get; init; } = float.NaN;

    public string? Workclass { get; init; }

    public string? Education { get; init; }

    /// <summary>The education as a number, from 1 (preschool) to 16 (doctorate).</summary>
    public float EducationLevel { get; init; } = float.NaN;

    public string? MaritalStatus { get; init; }

    public string? Occupation { get; init; }

    public float CapitalGain { get; init; } = float.NaN;

    public float CapitalLoss { get; init; } = float.NaN;

    public float HoursPerWeek { get; init; } = float.NaN;

    public string? NativeCountry { get; init; }
}
