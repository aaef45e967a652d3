using MlOps.Columns;
using MlOps.Rows;

namespace MlOps;

/// <summary>Columns in memory, as a table that a schema can check. The memory is not copied.</summary>
/// <example><c>schema.Check(new ColumnTable().Add("Age", ages).Add("Workclass", classes))</c></example>
/// <remarks>For one thread while it is filled.</remarks>
public sealed class ColumnTable : IColumnSource
{
    // Small enough for several columns to stay near, large enough that a chunk costs nothing.
    private const int ChunkRows = 8192;

    private readonly List<SourceColumn> _columns = [];
    private readonly Dictionary<string, Func<int, int, ColumnData>> _slices = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<SourceColumn> Columns => _columns;

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds a column of floats; NaN is missing.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">The values.</param>
    /// <param name="missing">In which way each is missing; empty if only the values themselves say so.</param>
    /// <exception cref="ArgumentException">It has another number of rows than the columns before it, or a name that stands there.</exception>
    public ColumnTable Add(string name, ReadOnlyMemory<float> values, ReadOnlyMemory<MissingState> missing = default) =>
        Add(new(name, ColumnType.Number, IsSingle: true), values.Length, (start, count) => ColumnData.Of(values.Slice(start, count), Slice(missing, start, count)));

    /// <summary>Adds a column of doubles; NaN is missing.</summary>
    /// <inheritdoc cref="Add(string, ReadOnlyMemory{float}, ReadOnlyMemory{MissingState})"/>
    public ColumnTable Add(string name, ReadOnlyMemory<double> values, ReadOnlyMemory<MissingState> missing = default) =>
        Add(new(name, ColumnType.Number), values.Length, (start, count) => ColumnData.Of(values.Slice(start, count), Slice(missing, start, count)));

    /// <summary>Adds a column of whole numbers.</summary>
    /// <inheritdoc cref="Add(string, ReadOnlyMemory{float}, ReadOnlyMemory{MissingState})"/>
    public ColumnTable Add(string name, ReadOnlyMemory<long> values, ReadOnlyMemory<MissingState> missing = default) =>
        Add(new(name, ColumnType.Integer), values.Length, (start, count) => ColumnData.Of(values.Slice(start, count), Slice(missing, start, count)));

    /// <summary>Adds a column of whole numbers of 32 bits.</summary>
    /// <inheritdoc cref="Add(string, ReadOnlyMemory{float}, ReadOnlyMemory{MissingState})"/>
    public ColumnTable Add(string name, ReadOnlyMemory<int> values, ReadOnlyMemory<MissingState> missing = default) =>
        Add(new(name, ColumnType.Integer), values.Length, (start, count) => ColumnData.Of(values.Slice(start, count), Slice(missing, start, count)));

    /// <summary>Adds a column of truth values.</summary>
    /// <inheritdoc cref="Add(string, ReadOnlyMemory{float}, ReadOnlyMemory{MissingState})"/>
    public ColumnTable Add(string name, ReadOnlyMemory<bool> values, ReadOnlyMemory<MissingState> missing = default) =>
        Add(new(name, ColumnType.Boolean), values.Length, (start, count) => ColumnData.Of(values.Slice(start, count), Slice(missing, start, count)));

    /// <summary>Adds a column of texts. Where the schema says that it holds something else, they are read as that.</summary>
    /// <inheritdoc cref="Add(string, ReadOnlyMemory{float}, ReadOnlyMemory{MissingState})"/>
    public ColumnTable Add(string name, ReadOnlyMemory<string?> values, ReadOnlyMemory<MissingState> missing = default) =>
        Add(new(name, ColumnType.Text), values.Length, (start, count) => ColumnData.Of(values.Slice(start, count), Slice(missing, start, count)));

    /// <summary>Adds a column of vectors; null is missing.</summary>
    /// <inheritdoc cref="Add(string, ReadOnlyMemory{float}, ReadOnlyMemory{MissingState})"/>
    public ColumnTable Add(string name, IReadOnlyList<float[]?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Add(
            new(name, ColumnType.Number, IsVector: true),
            values.Count,
            (start, count) => ColumnData.Of(Enumerable.Range(start, count).Select(i => VectorCell.Of(values[i])).ToArray()));
    }

    /// <inheritdoc/>
    public IEnumerable<ColumnChunk> Read(IReadOnlyList<SourceColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var slices = columns.Select(c => _slices[c.Name]).ToArray();
        for (var start = 0; start < Rows; start += ChunkRows)
        {
            var count = Math.Min(ChunkRows, Rows - start);
            yield return new(count, [.. slices.Select(s => s(start, count))]);
        }
    }

    private static ReadOnlyMemory<MissingState> Slice(ReadOnlyMemory<MissingState> missing, int start, int count) =>
        missing.IsEmpty ? missing : missing.Slice(start, count);

    private ColumnTable Add(SourceColumn column, int rows, Func<int, int, ColumnData> slice)
    {
        ArgumentException.ThrowIfNullOrEmpty(column.Name, "name");
        if (_columns.Count > 0 && rows != Rows)
        {
            throw new ArgumentException(FormattableString.Invariant($"Column '{column.Name}' has {rows} rows, and those before it have {Rows}; columns of a table are of one length."), nameof(rows));
        }

        if (!_slices.TryAdd(column.Name, slice))
        {
            throw new ArgumentException($"Two columns are called '{column.Name}'; give one another name.", nameof(column));
        }

        Rows = rows;
        _columns.Add(column);
        return this;
    }
}
