using MlOps.Columns;
using MlOps.Validation.Rows;

namespace MlOps.Validation.Batches;

/// <summary>Checks a table column by column: at once where vectorised code says that all is well, else with the engine of single rows.</summary>
internal sealed class TableRecorder
{
    private readonly CompiledSchema<TableRow> _compiled;
    private readonly BatchState _state;
    private readonly int[] _ordinals;
    private readonly ColumnKernel?[] _kernels;
    private readonly bool _counts;
    private Findings _found;
    private long _position;

    public TableRecorder(CompiledSchema<TableRow> compiled, TableBinding binding, BatchState state, long firstRow)
    {
        (_compiled, _state, _position) = (compiled, state, firstRow);
        _ordinals = Array.ConvertAll(compiled.Columns, c => binding.OrdinalOf(c.Name));
        _kernels = [.. compiled.Columns.Select((c, i) => _ordinals[i] < 0 ? null : ColumnKernel.Of(c, state.Columns[i]))];
        _counts = compiled.Tests.Any(t => t.Counts);
    }

    public void Add(ColumnChunk chunk)
    {
        bool[]? invalid = null;
        var missing = _counts ? new int[chunk.Rows] : null;
        for (var i = 0; i < _compiled.Columns.Length; i++)
        {
            if (_kernels[i]?.Accept(chunk.Columns[_ordinals[i]]) is { } summary)
            {
                _state.Columns[i].Add(summary);
            }
            else
            {
                Explain(_compiled.Columns[i], _state.Columns[i], chunk, missing, ref invalid);
            }
        }

        foreach (var test in _compiled.Tests)
        {
            Explain(test, chunk, missing, ref invalid);
        }

        _state.Rows += chunk.Rows;
        _state.InvalidRows += invalid?.Count(i => i) ?? 0;
        _position += chunk.Rows;
    }

    private void Explain(ColumnCheck<TableRow> column, ColumnTally tally, ColumnChunk chunk, int[]? missing, ref bool[]? invalid)
    {
        for (var i = 0; i < chunk.Rows; i++)
        {
            var row = new TableRow(chunk, i);
            Measuring.Add(column, row, tally);
            if (!column.Explain(row, default, ref _found) && missing is not null)
            {
                missing[i]++;
            }

            Take(i, chunk.Rows, ref invalid);
        }
    }

    private void Explain(RowTest<TableRow> test, ColumnChunk chunk, int[]? missing, ref bool[]? invalid)
    {
        var tally = _state.Rules[_state.Plan.IndexOf(test)];
        for (var i = 0; i < chunk.Rows; i++)
        {
            var row = new TableRow(chunk, i);
            tally.Judged += Measuring.Judges(test, row) ? 1 : 0;
            test.Explain(_compiled, row, missing?[i] ?? 0, ref _found);
            Take(i, chunk.Rows, ref invalid);
        }
    }

    private void Take(int index, int rows, ref bool[]? invalid)
    {
        if (_found.Count == 0)
        {
            return;
        }

        if (_state.Add(_found, _position + index))
        {
            (invalid ??= new bool[rows])[index] = true;
        }

        _found.Clear();
    }
}
