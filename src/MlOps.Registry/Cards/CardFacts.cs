namespace MlOps.Registry.Cards;

/// <summary>What a card is written from.</summary>
internal sealed record CardFacts
{
    public required ModelVersion Version { get; init; }

    public ModelVersion? Parent { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<VersionEvent> Events { get; init; } = [];

    /// <summary>The deployments whose plan names the version, latest first.</summary>
    public IReadOnlyList<Deployment> History { get; init; } = [];

    /// <summary>The deployment in force, whether it names the version or not.</summary>
    public Deployment? Current { get; init; }
}
