namespace MlOps.Docs.Heuristics;

/// <summary>The row of a detector.</summary>
public sealed record Reading
{
    public string Host { get; init; } = "";

    public float Load { get; init; }
}
