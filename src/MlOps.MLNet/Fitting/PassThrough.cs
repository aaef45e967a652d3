using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.MLNet.Fitting;

/// <summary>
/// Tells the columns that a model makes from the row's own, which it passes on beside them. Each column of the row carries its name as
/// an annotation: it stays on what passes through, and is gone, or is another name, on what a transform makes.
/// </summary>
internal static class PassThrough
{
    private const string Kind = "MlOps.RowColumn";

    public static DataViewSchema Mark(DataViewSchema row)
    {
        var schema = new DataViewSchema.Builder();
        foreach (var column in row)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(column.Annotations, _ => true);
            annotations.AddPrimitiveValue(Kind, TextDataViewType.Instance, column.Name.AsMemory());
            schema.AddColumn(column.Name, column.Type, annotations.ToAnnotations());
        }

        return schema.ToSchema();
    }

    /// <summary>Whether a column of what comes out is one that went in.</summary>
    public static bool Has(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(Kind) is null)
        {
            return false;
        }

        ReadOnlyMemory<char> name = default;
        column.Annotations.GetValue(Kind, ref name);
        return name.Span.SequenceEqual(column.Name);
    }
}
