namespace MlOps.Docs.Heuristics;

/// <summary>The row of the page on heuristics.</summary>
public sealed record House
{
    public int Rooms { get; init; }

    public int Sales { get; init; } = 10;

    public bool HasGarden { get; init; } = true;

    public int Hour { get; init; } = 12;
}
