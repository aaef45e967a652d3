using System.Data;
using System.Data.Common;
using System.Globalization;
using MlOps.Rows;
using Wide = MlOps.Rows.AgreementTests.Wide;

namespace MlOps.Batches;

/// <summary>The same rows as tables of every kind.</summary>
internal static class WideTable
{
    /// <summary>In memory; where asked, what needs no float to mean the same is text.</summary>
    public static ColumnTable InMemory(IReadOnlyList<Wide> rows, bool asText = false)
    {
        var table = new ColumnTable();
        foreach (var column in RowShape<Wide>.Instance.Columns)
        {
            var cells = rows.Select(column.Read).ToArray();
            var isNullable = Nullable.GetUnderlyingType(column.ValueType) is not null;
            var missing = isNullable && cells.Any(c => c.Missing == MissingState.Null)
                ? Array.ConvertAll(cells, c => c.Missing == MissingState.Null ? MissingState.Null : MissingState.None)
                : [];
            var isSingle = (Nullable.GetUnderlyingType(column.ValueType) ?? column.ValueType) == typeof(float);
            _ = column.Type switch
            {
                ColumnType.Text => table.Add(column.Name, Array.ConvertAll(cells, c => c.Text)),
                _ when asText && !isSingle => table.Add(column.Name, Array.ConvertAll(cells, Text)),
                ColumnType.Number when isSingle => table.Add(column.Name, Array.ConvertAll(cells, c => (float)c.Number), missing),
                ColumnType.Number => table.Add(column.Name, Array.ConvertAll(cells, c => c.Number), missing),
                ColumnType.Integer => table.Add(column.Name, Array.ConvertAll(cells, c => c.Integer), missing),
                _ => table.Add(column.Name, Array.ConvertAll(cells, c => c.Boolean), missing),
            };
        }

        table.Add("Singles", [.. rows.Select(r => r.Singles)]);
        return table.Add("Doubles", [.. rows.Select(r => Array.ConvertAll(r.Doubles.ToArray(), d => (float)d))]);
    }

    /// <summary>As a database gives it: values with types of their own, and no vectors.</summary>
    public static DbDataReader Reader(IReadOnlyList<Wide> rows)
    {
        using var table = new DataTable();
        foreach (var column in RowShape<Wide>.Instance.Columns)
        {
            var type = Nullable.GetUnderlyingType(column.ValueType) ?? column.ValueType;
            table.Columns.Add(column.Name, type.IsEnum ? typeof(long) : type);
        }

        foreach (var row in rows)
        {
            table.Rows.Add([.. RowShape<Wide>.Instance.Columns.Select(c => Boxed(c.Read(row), table.Columns[c.Name]!.DataType))]);
        }

        return table.CreateDataReader();
    }

    private static string? Text(Cell cell) =>
        cell.Missing == MissingState.Null ? null : cell.Type == ColumnType.Number ? cell.Number.ToString("R", CultureInfo.InvariantCulture) : cell.ToString();

    private static object Boxed(Cell cell, Type type) => cell switch
    {
        { Missing: MissingState.Null } => DBNull.Value,
        { Type: ColumnType.Text } => cell.Text!,
        { Type: ColumnType.Boolean } => cell.Boolean,
        { Type: ColumnType.Integer } => Convert.ChangeType(cell.Integer, type, null),
        _ => type == typeof(float) ? (float)cell.Number : cell.Number,
    };
}
