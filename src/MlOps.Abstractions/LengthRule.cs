namespace MlOps;

/// <summary>A text is so long, counted as .NET counts: an emoji may count as two or more.</summary>
/// <param name="Minimum">The smallest length allowed.</param>
/// <param name="Maximum">The largest length allowed.</param>
public sealed record LengthRule(int Minimum, int Maximum) : ColumnRule
{
    /// <summary>The rule in a line: <c>3 to 200 characters</c>.</summary>
    public override string ToString() => $"{RuleWords.Between(Minimum, Maximum, int.MaxValue)} characters";
}
