namespace MlOps;

/// <summary>A text is made of characters of one kind only.</summary>
/// <param name="Characters">The kind.</param>
public sealed record CharacterRule(CharacterClass Characters) : ColumnRule;
