namespace IncomeApi;

public sealed record CensusRow
{
    public float Age { get; init; } = float.NaN;

    /// <summary>JSON has no NaN: a property that is left out keeps this, and is missing.</summary>
    public float HoursPerWeek { get; init; } = float.NaN;
}
