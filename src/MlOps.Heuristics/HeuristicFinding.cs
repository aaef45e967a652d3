namespace MlOps;

/// <summary>Something about a rule that someone should look at.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Other">The earlier rule that it has to do with, or null.</param>
/// <param name="Text">What was seen, for people.</param>
public sealed record HeuristicFinding(HeuristicFindingKind Kind, string Rule, string? Other, string Text)
{
    /// <summary>One line: <c>price band: never fired in 1000 runs</c>.</summary>
    public override string ToString() => $"{Rule}: {Text}";
}
