namespace MlOps.Docs;

/// <summary>The row of the pages.</summary>
public sealed record Person
{
    public string Id { get; init; } = "";

    public float Age { get; init; }

    public float HoursPerWeek { get; init; }

    public bool Over50K { get; init; }
}
