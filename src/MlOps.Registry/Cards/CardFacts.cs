namespace MlOps.Registry.Cards;

/// <summary>What a card is written from.</summary>
internal sealed record CardFacts
{
    public required ModelVersion Version { get; init; }

    public ModelVersion? Parent { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<VersionEvent> Events { get; init; } = [];

    /// <summary>The deployments whose plan names the version, or which went away from it, latest first.</summary>
    public IReadOnlyList<Deployment> History { get; init; } = [];

    /// <summary>Deployments that aren't trusted, by model and number as <c>income #3</c>.</summary>
    public IReadOnlySet<string> Untrusted { get; init; } = new HashSet<string>();

    /// <summary>The deployment in force, whether it names the version or not.</summary>
    public Deployment? Current { get; init; }
}
