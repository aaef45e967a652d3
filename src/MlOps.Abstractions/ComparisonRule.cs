namespace MlOps;

/// <summary>
/// The values of two columns stand in an order: two numbers, compared exactly whatever their types, or two texts, letter by letter.
/// Skipped where one of them is missing.
/// </summary>
/// <param name="Left">The first column.</param>
/// <param name="Comparison">How its value stands to the other.</param>
/// <param name="Right">The second column.</param>
public sealed record ComparisonRule(string Left, Comparison Comparison, string Right) : RowRule
{
    /// <summary>The rule in a line: <c>Start ≤ End</c>.</summary>
    public override string ToString() => $"{Left} {RuleWords.Sign(Comparison)} {Right}";
}
