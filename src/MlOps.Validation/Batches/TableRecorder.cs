using MlOps.Columns;
using MlOps.Validation.Rows;

namespace MlOps.Validation.Batches;

/// <summary>Checks a table column by column, and then the rules over its rows with the engine of single rows.</summary>
internal sealed class TableRecorder
{
    private readonly CompiledSchema<TableRow> _compiled;
    private readonly BatchState _state;
    private readonly ColumnRecorder[] _columns;
    private readonly RowMarks _marks;
    private Findings _found;
    private long _position;

    public TableRecorder(CompiledSchema<TableRow> compiled, TableBinding binding, BatchState state, long firstRow)
    {
        (_compiled, _state, _position) = (compiled, state, firstRow);
        _columns = [.. compiled.Columns.Select((c, i) => c is ValueCheck<TableRow> value
            ? (ColumnRecorder)new ValueRecorder(value, i, binding.OrdinalOf(c.Name), state)
            : new VectorRecorder(c, state.Columns[i], state))];
        _marks = new(compiled.Tests.Any(t => t.Counts));
    }

    public void Add(ColumnChunk chunk)
    {
        _marks.Start(chunk.Rows);
        foreach (var column in _columns)
        {
            column.Add(chunk, _position, _marks);
        }

        foreach (var test in _compiled.Tests)
        {
            Explain(test, chunk);
        }

        _state.Rows += chunk.Rows;
        _state.InvalidRows += _marks.Invalid;
        _position += chunk.Rows;
    }

    private void Explain(RowTest<TableRow> test, ColumnChunk chunk)
    {
        var tally = _state.Rules[_state.Plan.IndexOf(test)];
        for (var i = 0; i < chunk.Rows; i++)
        {
            var row = new TableRow(chunk, i);
            tally.Judged += Measuring.Judges(test, row) ? 1 : 0;
            test.Explain(_compiled, row, _marks.Missing(i), ref _found);
            if (_state.Add(_found, _position + i))
            {
                _marks.MarkInvalid(i);
            }

            _found.Clear();
        }
    }
}
