using System.Collections.Frozen;

namespace MlOps.Validation.Schemas;

/// <summary>What violations call the built-in rules. They are part of the contract: dashboards and clients filter by them.</summary>
internal static class RuleNames
{
    /// <summary>All of them: no custom rule is called so.</summary>
    public static readonly FrozenSet<string> All = FrozenSet.Create(
        StringComparer.Ordinal,
        [Required, Range, Domain, Pattern, Completeness, Finite, Readable, Length, Characters, Comparison, Sum, Condition, Unique, DistinctCount, TopValue, RowCount]);

    public const string Required = "required";
    public const string Range = "range";
    public const string Domain = "domain";
    public const string Pattern = "pattern";
    public const string Completeness = "completeness";
    public const string Finite = "finite";
    public const string Length = "length";
    public const string Characters = "characters";
    public const string Comparison = "comparison";
    public const string Sum = "sum";
    public const string Condition = "condition";
    public const string Unique = "unique";
    public const string DistinctCount = "distinctCount";
    public const string TopValue = "topValue";
    public const string RowCount = "rowCount";
    public const string Readable = "readable";
}
