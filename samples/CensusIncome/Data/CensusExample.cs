namespace CensusIncome.Data;

/// <summary>A row whose answer is known, to train and to measure with.</summary>
public sealed record CensusExample : CensusRow
{
    public bool IsOver50K { get; init; }
}
