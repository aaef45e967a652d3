namespace MlOps.Endurance.Serving;

/// <summary>A row.</summary>
public sealed class House
{
    public float Rooms { get; init; }

    public float Age { get; init; }

    public float Distance { get; init; }

    /// <summary>What it costs, where that is known.</summary>
    public float Label { get; init; }
}
