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
    private Severity _severity = Severity.Hard;

    private protected ColumnRule()
    {
    }

    /// <summary>How much breaking it matters. Default: hard.</summary>
    [JsonIgnore]
    public Severity Severity { get => _severity; init => _severity = value; }

    // Set and not only initialised: a reader of JSON makes the type's default of what an initialiser finds left out, which would be soft.
    [JsonInclude]
    [JsonPropertyName("severity")]
    internal Severity SeverityInJson { get => _severity; set => _severity = value; }

    /// <summary>
    /// How much it matters that a single row breaks it: soft where a share of a batch may break it, else <see cref="Severity"/>. In a batch
    /// that breaks it more often than tolerated, <see cref="Severity"/> counts.
    /// </summary>
    public Severity SeverityInRow() =>
        this is RangeRule { ToleratedShare: > 0 } or DomainRule { ToleratedShare: > 0 } && Severity == Severity.Hard ? Severity.Soft : Severity;
}
