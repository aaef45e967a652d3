using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>A rule over a whole row.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "rule")]
[JsonDerivedType(typeof(CompletenessRule), "completeness")]
[JsonDerivedType(typeof(CustomRowRule), "custom")]
[JsonDerivedType(typeof(ComparisonRule), "comparison")]
[JsonDerivedType(typeof(SumRule), "sum")]
[JsonDerivedType(typeof(ConditionalRule), "conditional")]
[JsonDerivedType(typeof(RowCountRule), "rowCount")]
public abstract record RowRule
{
    private Severity _severity = Severity.Hard;

    private protected RowRule()
    {
    }

    /// <summary>How much breaking it matters. Default: hard.</summary>
    [JsonIgnore]
    public Severity Severity { get => _severity; init => _severity = value; }

    // Set and not only initialised: a reader of JSON makes the type's default of what an initialiser finds left out, which would be soft.
    [JsonInclude]
    [JsonPropertyName("severity")]
    internal Severity SeverityInJson { get => _severity; set => _severity = value; }
}
