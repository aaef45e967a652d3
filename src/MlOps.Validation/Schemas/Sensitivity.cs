namespace MlOps.Validation.Schemas;

/// <summary>What is sensitive anywhere in a schema is so everywhere.</summary>
internal static class Sensitivity
{
    /// <summary>The schema with each column marked that a condition alone says is sensitive. Asked before a schema loses rules to an environment.</summary>
    public static DataSchema Everywhere(DataSchema schema)
    {
        if (!schema.Rules.Any(r => r is ConditionalRule))
        {
            return schema;
        }

        var sensitive = schema.GetSensitiveColumns();
        return schema with { Columns = [.. schema.Columns.Select(c => c.Sensitive || !sensitive.Contains(c.Name) ? c : c with { Sensitive = true })] };
    }
}
