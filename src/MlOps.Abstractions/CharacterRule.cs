namespace MlOps;

/// <summary>A text is made of characters of one kind only.</summary>
/// <param name="Characters">The kind.</param>
public sealed record CharacterRule(CharacterClass Characters) : ColumnRule
{
    /// <summary>The rule in a line: <c>of Digits alone</c>.</summary>
    public override string ToString() => $"of {Characters} alone";
}
