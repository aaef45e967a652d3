using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.MLNet.Fitting;

/// <summary>The columns that ML.NET sees in a row type.</summary>
internal sealed class RowSchema
{
    private RowSchema(Type row, SchemaDefinition columns)
    {
        Row = row;
        Columns = columns;
    }

    public Type Row { get; }

    public SchemaDefinition Columns { get; }

    /// <exception cref="ModelLoadException">A member's type is none that ML.NET knows.</exception>
    public static RowSchema Of(Type row, SchemaDefinition.Direction direction, string model)
    {
        try
        {
            return new(row, SchemaDefinition.Create(row, direction));
        }
        catch (ArgumentException e)
        {
            throw new ModelLoadException($"'{model}' can't be served as an ML.NET model with {row.Name}: {Explain(row, e)}", e);
        }
    }

    public DataViewSchema ToSchema()
    {
        var schema = new DataViewSchema.Builder();
        foreach (var column in Columns)
        {
            schema.AddColumn(column.ColumnName, column.ColumnType);
        }

        return schema.ToSchema();
    }

    private static string Explain(Type row, ArgumentException e)
    {
        var nullable = row.GetMembers(BindingFlags.Public | BindingFlags.Instance)
            .Where(m => m.GetCustomAttribute<NoColumnAttribute>() is null)
            .Select(m => (m.Name, Type: Nullable.GetUnderlyingType((m as PropertyInfo)?.PropertyType ?? (m as FieldInfo)?.FieldType ?? typeof(void))))
            .Where(m => m.Type is not null)
            .Select(m => $"{row.Name}.{m.Name} is a nullable {m.Type!.Name}.")
            .ToArray();
        return nullable.Length > 0
            ? $"{string.Join(" ", nullable)} ML.NET has no nullable columns: make it a float that is NaN where the value is missing, " +
              "or mark it [NoColumn] if the model doesn't use it."
            : $"{e.Message} Give that member a type that ML.NET knows, or mark it [NoColumn] if the model doesn't use it.";
    }
}
