using System.Data.Common;
using System.Globalization;
using MlOps.Columns;
using MlOps.Rows;

namespace MlOps.Validation.Batches;

/// <summary>Gathers the rows of a reader into columns, a chunk at a time. The chunks use the same memory.</summary>
internal sealed class ReaderColumns(DbDataReader reader) : IColumnSource
{
    private const int ChunkRows = 1024;

    public IReadOnlyList<SourceColumn> Columns { get; } = [.. Enumerable.Range(0, reader.FieldCount).Select(i => new SourceColumn(reader.GetName(i), Type: null, IsSingle: reader.GetFieldType(i) == typeof(float)))];

    public IEnumerable<ColumnChunk> Read(IReadOnlyList<SourceColumn> columns)
    {
        var ordinals = columns.Select(c => reader.GetOrdinal(c.Name)).ToArray();
        var cells = Array.ConvertAll(ordinals, _ => new Cell[ChunkRows]);
        int rows;
        do
        {
            for (rows = 0; rows < ChunkRows && reader.Read(); rows++)
            {
                for (var i = 0; i < cells.Length; i++)
                {
                    cells[i][rows] = Read(reader, ordinals[i], columns[i].Type ?? ColumnType.Text);
                }
            }

            if (rows > 0)
            {
                yield return new(rows, [.. cells.Select((c, i) => ColumnData.Of(columns[i].Type ?? ColumnType.Text, c.AsMemory(0, rows)))]);
            }
        }
        while (rows == ChunkRows);
    }

    private static Cell Read(DbDataReader reader, int ordinal, ColumnType wanted) => reader.GetValue(ordinal) switch
    {
        null or DBNull => Cell.Null(wanted),
        string text when wanted == ColumnType.Text => Cell.Of(text),
        string { Length: 0 } => Cell.Lacking(MissingState.EmptyText, wanted, ""),
        string text => TextValue.Read(Cell.Of(text), wanted),
        bool flag when wanted == ColumnType.Boolean => Cell.Of(flag),
        double number when wanted == ColumnType.Number => Cell.Of(number),
        float number when wanted == ColumnType.Number => Cell.Of((double)number),
        decimal number when wanted == ColumnType.Number => Cell.Of((double)number),
        ulong number when wanted == ColumnType.Number => Cell.Of((double)number),
        var value when Whole(value) is { } whole => wanted switch
        {
            ColumnType.Integer => Cell.Of(whole),
            ColumnType.Number => Cell.Of((double)whole),
            // Databases without truth values keep 0 and 1.
            ColumnType.Boolean when whole is 0 or 1 => Cell.Of(whole == 1),
            _ => Other(value, wanted),
        },
        var value => Other(value, wanted),
    };

    private static long? Whole(object value) => value switch
    {
        long whole => whole,
        int whole => whole,
        short whole => whole,
        byte whole => whole,
        sbyte whole => whole,
        ushort whole => whole,
        uint whole => whole,
        ulong whole when whole <= long.MaxValue => (long)whole,
        _ => null,
    };

    // Of another type than the column's: a text of it is a text, and anything else can't be read.
    private static Cell Other(object value, ColumnType wanted)
    {
        var text = value switch
        {
            byte[] => "(bytes)",

            // To the last digit and with its offset, so that two times of the hour that a clock strikes twice are two texts.
            DateTime or DateTimeOffset or DateOnly or TimeOnly => string.Create(CultureInfo.InvariantCulture, $"{value:O}"),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        return wanted == ColumnType.Text && value is not byte[]? Cell.Of(text) : Cell.Lacking(MissingState.Unparseable, wanted, text);
    }
}
