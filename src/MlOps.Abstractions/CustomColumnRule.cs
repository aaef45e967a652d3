namespace MlOps;

/// <summary>A rule over one column that exists as code and is kept by its name. A host that lacks the code can't use the schema.</summary>
/// <param name="Name">The rule's name.</param>
public sealed record CustomColumnRule(string Name) : ColumnRule
{
    /// <summary>The rule's name.</summary>
    public override string ToString() => Name;
}
