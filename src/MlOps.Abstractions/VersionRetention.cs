namespace MlOps;

/// <summary>What a retention policy says of one version.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The version.</param>
/// <param name="Why">Why it stays or goes.</param>
public sealed record VersionRetention(string Model, int Version, string Why)
{
    /// <summary>It as a person writes it: <c>income v3: in force</c>.</summary>
    public override string ToString() => $"{Model} v{Version}: {Why}";
}
