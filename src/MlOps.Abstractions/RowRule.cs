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
    private protected RowRule()
    {
    }

    /// <summary>How much breaking it matters. Default: hard.</summary>
    public Severity Severity { get; init; } = Severity.Hard;
}
