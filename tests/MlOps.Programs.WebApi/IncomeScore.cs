namespace IncomeApi;

public sealed record IncomeScore
{
    public float Probability { get; init; }
}
