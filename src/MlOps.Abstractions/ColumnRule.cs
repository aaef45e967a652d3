using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>A rule for one column's values. It looks only at a value that is there.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "rule")]
[JsonDerivedType(typeof(RangeRule), "range")]
[JsonDerivedType(typeof(DomainRule), "domain")]
[JsonDerivedType(typeof(PatternRule), "pattern")]
[JsonDerivedType(typeof(CustomColumnRule), "custom")]
public abstract record ColumnRule
{
    private protected ColumnRule()
    {
    }

    /// <summary>How much breaking it matters. Default: hard.</summary>
    public Severity Severity { get; init; } = Severity.Hard;
}
