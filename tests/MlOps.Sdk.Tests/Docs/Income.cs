namespace MlOps.Docs;

/// <summary>The answer of the pages.</summary>
public sealed record Income
{
    public float Probability { get; init; }
}
