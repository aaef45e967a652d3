namespace MlOps;

/// <summary>A text matches a regular expression somewhere; anchor it with <c>^</c> and <c>$</c> to match the whole.</summary>
/// <param name="Pattern">A .NET regular expression of the non-backtracking kind, which takes time linear in the text.</param>
public sealed record PatternRule(string Pattern) : ColumnRule
{
    /// <summary>The rule in a line: <c>matches ^[0-9]+$</c>.</summary>
    public override string ToString() => $"matches {Pattern}";
}
