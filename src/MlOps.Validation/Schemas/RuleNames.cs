namespace MlOps.Validation.Schemas;

/// <summary>What violations call the built-in rules. They are part of the contract: dashboards and clients filter by them.</summary>
internal static class RuleNames
{
    public const string Required = "required";
    public const string Range = "range";
    public const string Domain = "domain";
    public const string Pattern = "pattern";
    public const string Completeness = "completeness";
    public const string Finite = "finite";
    public const string Readable = "readable";
}
