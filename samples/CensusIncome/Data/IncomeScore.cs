namespace CensusIncome.Data;

/// <summary>What the model answers.</summary>
public sealed record IncomeScore
{
    /// <summary>How likely the person earns over 50K, from 0 to 1.</summary>
    public float Probability { get; init; }
}
