using Microsoft.ML;
using MlOps.Columns;

namespace MlOps.MLNet.Tables;

/// <summary>Gathers what a cursor gives into columns, a chunk at a time. The chunks use the same memory.</summary>
internal sealed class DataViewColumns(IDataView dataView) : IColumnSource
{
    private const int ChunkRows = 4096;

    public IReadOnlyList<SourceColumn> Columns { get; } =
        [.. dataView.Schema.Where(c => !c.IsHidden).Select(c => CursorColumn.Describe(c.Name, c.Type)).OfType<SourceColumn>()];

    public IEnumerable<ColumnChunk> Read(IReadOnlyList<SourceColumn> columns)
    {
        var asked = columns.Select(c => dataView.Schema[c.Name]).ToArray();
        using var cursor = dataView.GetRowCursor(asked);
        var buffers = Array.ConvertAll(asked, c => CursorColumn.Create(cursor, c, ChunkRows));
        int rows;
        do
        {
            for (rows = 0; rows < ChunkRows && cursor.MoveNext(); rows++)
            {
                foreach (var buffer in buffers)
                {
                    buffer.Take(rows);
                }
            }

            if (rows > 0)
            {
                yield return new(rows, [.. buffers.Select(b => b.Data(rows))]);
            }
        }
        while (rows == ChunkRows);
    }
}
