namespace MlOps.Endurance.Serving;

/// <summary>A row.</summary>
public sealed class House
{
    /// <summary>It can be changed, as rows of a careless host can.</summary>
    public float Rooms { get; set; }

    public float Age { get; init; }

    public float Distance { get; init; }

    /// <summary>What it costs, where that is known.</summary>
    public float Label { get; init; }

    public House Copy() => new() { Rooms = Rooms, Age = Age, Distance = Distance, Label = Label };
}
