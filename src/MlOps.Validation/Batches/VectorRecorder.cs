using MlOps.Columns;
using MlOps.Validation.Rows;

namespace MlOps.Validation.Batches;

/// <summary>A column of vectors: each is explained as that of a single row is.</summary>
internal sealed class VectorRecorder(ColumnCheck<TableRow> column, ColumnTally tally, BatchState state) : ColumnRecorder
{
    private Findings _found;

    public override void Add(ColumnChunk chunk, long position, RowMarks marks)
    {
        for (var i = 0; i < chunk.Rows; i++)
        {
            var row = new TableRow(chunk, i);
            Measuring.Add(column, row, tally);
            if (!column.Explain(row, default, ref _found))
            {
                marks.MarkMissing(i);
            }

            if (state.Add(_found, position + i))
            {
                marks.MarkInvalid(i);
            }

            _found.Clear();
        }
    }
}
