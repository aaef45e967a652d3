using System.Globalization;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Batches;

/// <summary>
/// Reads a value of a table as what the schema says that the column holds. Whole numbers are numbers; a text is read in the invariant culture, and one
/// that can't be is told apart from one that is missing.
/// </summary>
internal static class TextValue
{
    public static bool CanRead(ColumnType found, ColumnType wanted) =>
        found == wanted || found == ColumnType.Text || (found, wanted) == (ColumnType.Integer, ColumnType.Number);

    public static Cell Read(Cell cell, ColumnType wanted) => cell switch
    {
        _ when cell.Type == wanted => cell,
        { Missing: MissingState.None, Type: ColumnType.Text } => Parse(cell.Text!, wanted),
        { Missing: MissingState.None, Type: ColumnType.Integer } when wanted == ColumnType.Number => Cell.Of((double)cell.Integer),
        { Missing: MissingState.None } => Cell.Lacking(MissingState.Unparseable, wanted, cell.ToString()),
        _ => Cell.Lacking(cell.Missing, wanted, cell.Text),
    };

    private static Cell Parse(string text, ColumnType wanted) => wanted switch
    {
        ColumnType.Integer when Integers.TryParse(text, out var value) => Cell.Of(value),
        ColumnType.Number when Numbers.TryParse(text, out var value) => Cell.Of(value),
        ColumnType.Number when text is "NaN" => Cell.Of(double.NaN),
        ColumnType.Number when text is "Infinity" or "-Infinity" => Cell.Of(double.Parse(text, CultureInfo.InvariantCulture)),
        ColumnType.Boolean when bool.TryParse(text, out var value) => Cell.Of(value),
        _ => Cell.Lacking(MissingState.Unparseable, wanted, text),
    };
}
