namespace MlOps;

/// <summary>A rule over a row that exists as code and is kept by its name. A host that lacks the code can't use the schema.</summary>
/// <param name="Name">The rule's name.</param>
public sealed record CustomRowRule(string Name) : RowRule
{
    /// <summary>The rule's name.</summary>
    public override string ToString() => Name;
}
