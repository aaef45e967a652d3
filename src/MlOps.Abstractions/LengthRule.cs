namespace MlOps;

/// <summary>A text is so long, counted as .NET counts: an emoji may count as two or more.</summary>
/// <param name="Minimum">The smallest length allowed.</param>
/// <param name="Maximum">The largest length allowed.</param>
public sealed record LengthRule(int Minimum, int Maximum) : ColumnRule;
