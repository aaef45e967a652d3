using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.MLNet.Fitting;

/// <summary>Finds the columns because of which a model can't read a row type, or would read something else than it was trained on.</summary>
internal static class InputFit
{
    /// <summary>
    /// What is wrong where ML.NET accepts the rows. It doesn't look at everything: a vector of another length, for one, passes.
    /// </summary>
    public static IEnumerable<string> Compare(DataViewSchema trainedOn, IEnumerable<DataViewSchema.Column> read, RowSchema row) => read
        .Select(column => (Wanted: trainedOn.GetColumnOrNull(column.Name), Given: row.Columns[column.Name]))
        .Where(column => column.Wanted is { } wanted && !wanted.Type.Equals(column.Given.ColumnType))
        .Select(column => Differs(column.Wanted!.Value, column.Given, row));

    /// <summary>
    /// What is wrong where ML.NET refuses the rows. It names only the first transform that fails, often by a column further down; so
    /// each suspect is tried alone, put into the schema that the model was trained on.
    /// </summary>
    public static IEnumerable<string> Explain(ITransformer transformer, DataViewSchema? trainedOn, RowSchema row, Exception failure)
    {
        var mistakes = trainedOn is null ? [] : trainedOn
            .Where(wanted => !wanted.IsHidden)
            .Select(wanted => Explain(transformer, trainedOn, row, wanted))
            .OfType<string>()
            .ToArray();
        return mistakes.Length > 0 ? mistakes : [$"ML.NET says: {failure.Message} Give {row.Row.Name} the columns that the model was trained on."];
    }

    private static string? Explain(ITransformer transformer, DataViewSchema trainedOn, RowSchema row, DataViewSchema.Column wanted)
    {
        var given = row.Columns[wanted.Name];
        if (wanted.Type.Equals(given?.ColumnType) || Reads(transformer, trainedOn, wanted, given?.ColumnType))
        {
            return null;
        }

        return given is not null
            ? Differs(wanted, given, row)
            : $"The model reads the column '{wanted.Name}' ({ColumnTypeName.Of(wanted.Type)}), which {row.Row.Name} doesn't have: add the " +
              "property, or, if only training needs it, leave the transforms that read it out of the saved model.";
    }

    private static string Differs(DataViewSchema.Column wanted, SchemaDefinition.Column given, RowSchema row)
    {
        var type = ColumnTypeName.Of(wanted.Type);
        return $"The column '{wanted.Name}' is {type} in the model and {ColumnTypeName.Of(given.ColumnType)} in " +
            $"{row.Row.Name}.{given.MemberName}: declare the property as {type}, or train with rows of this type.";
    }

    // Whether the model still works with this one column's type changed, or with the column gone.
    private static bool Reads(ITransformer transformer, DataViewSchema trainedOn, DataViewSchema.Column column, DataViewType? type)
    {
        var schema = new DataViewSchema.Builder();
        foreach (var other in trainedOn)
        {
            if (other.Index != column.Index)
            {
                schema.AddColumn(other.Name, other.Type, other.Annotations);
            }
            else if (type is not null)
            {
                schema.AddColumn(other.Name, type);
            }
        }

        try
        {
            transformer.GetRowToRowMapper(schema.ToSchema());
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
