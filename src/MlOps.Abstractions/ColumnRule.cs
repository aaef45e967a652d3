using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>A rule for one column's values. It looks only at a value that is there; in a vector column at each element.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "rule")]
[JsonDerivedType(typeof(RangeRule), "range")]
[JsonDerivedType(typeof(DomainRule), "domain")]
[JsonDerivedType(typeof(PatternRule), "pattern")]
[JsonDerivedType(typeof(LengthRule), "length")]
[JsonDerivedType(typeof(CharacterRule), "characters")]
[JsonDerivedType(typeof(FiniteRule), "finite")]
[JsonDerivedType(typeof(UniqueRule), "unique")]
[JsonDerivedType(typeof(DistinctCountRule), "distinctCount")]
[JsonDerivedType(typeof(TopValueRule), "topValue")]
[JsonDerivedType(typeof(CustomColumnRule), "custom")]
public abstract record ColumnRule
{
    private protected ColumnRule()
    {
    }

    /// <summary>How much breaking it matters. Default: hard.</summary>
    public Severity Severity { get; init; } = Severity.Hard;

    /// <summary>
    /// How much it matters that a single row breaks it: soft where a share of a batch may break it, else <see cref="Severity"/>. In a batch
    /// that breaks it more often than tolerated, <see cref="Severity"/> counts.
    /// </summary>
    public Severity SeverityInRow() =>
        this is RangeRule { ToleratedShare: > 0 } or DomainRule { ToleratedShare: > 0 } && Severity == Severity.Hard ? Severity.Soft : Severity;
}
