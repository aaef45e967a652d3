using System.Collections.Immutable;

namespace MlOps.Columns;

/// <summary>Some rows of a table, by columns.</summary>
public sealed class ColumnChunk
{
    /// <summary>Puts columns side by side.</summary>
    /// <param name="rows">How many rows there are; a chunk may have rows and no column.</param>
    /// <param name="columns">The columns, each with that many rows.</param>
    /// <exception cref="ArgumentException">A column has another number of rows.</exception>
    public ColumnChunk(int rows, ImmutableArray<ColumnData> columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (columns.Any(c => c.Count != rows))
        {
            throw new ArgumentException($"A chunk of {rows} rows has a column of {columns.First(c => c.Count != rows).Count}; give all of them the same number.", nameof(columns));
        }

        (Rows, Columns) = (rows, columns);
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>The columns, in the order in which they were asked for.</summary>
    public ImmutableArray<ColumnData> Columns { get; }
}
