namespace MlOps;

/// <summary>What a roll-back did.</summary>
/// <param name="From">The deployment in force before; null where there was none.</param>
/// <param name="To">The deployment in force now; the same as <paramref name="From"/> where nothing changed.</param>
/// <param name="Explanation">What happened, as a sentence.</param>
public sealed record RollBackResult(Deployment? From, Deployment? To, string Explanation)
{
    /// <summary>Whether the roll-back changed anything.</summary>
    public bool Changed => From?.Number != To?.Number;

    /// <summary>The explanation.</summary>
    public override string ToString() => Explanation;
}
