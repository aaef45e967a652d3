namespace MlOps.Docs.Heuristics;

/// <summary>The answer of the page on heuristics.</summary>
public sealed record Price
{
    public double Amount { get; init; }
}
