using Microsoft.Data.Analysis;
using MlOps.Columns;
using MlOps.Rows;

namespace MlOps.MLNet.Tables;

/// <summary>Reads the columns of a data frame, a chunk at a time.</summary>
internal sealed class DataFrameColumns(DataFrame dataFrame) : IColumnSource
{
    private const int ChunkRows = 4096;

    public IReadOnlyList<SourceColumn> Columns { get; } = [.. dataFrame.Columns.Select(Describe).OfType<SourceColumn>()];

    public IEnumerable<ColumnChunk> Read(IReadOnlyList<SourceColumn> columns)
    {
        var asked = columns.Select(c => dataFrame.Columns[c.Name]).ToArray();
        for (var start = 0L; start < dataFrame.Rows.Count; start += ChunkRows)
        {
            var count = (int)Math.Min(ChunkRows, dataFrame.Rows.Count - start);
            yield return new(count, [.. asked.Select(c => Slice(c, start, count))]);
        }
    }

    private static SourceColumn? Describe(DataFrameColumn column) => column switch
    {
        PrimitiveDataFrameColumn<float> => new(column.Name, ColumnType.Number, IsSingle: true),
        PrimitiveDataFrameColumn<double> or PrimitiveDataFrameColumn<decimal> => new(column.Name, ColumnType.Number),
        PrimitiveDataFrameColumn<long> or PrimitiveDataFrameColumn<int> or PrimitiveDataFrameColumn<short> or PrimitiveDataFrameColumn<sbyte>
            or PrimitiveDataFrameColumn<byte> or PrimitiveDataFrameColumn<ushort> or PrimitiveDataFrameColumn<uint> => new(column.Name, ColumnType.Integer),
        PrimitiveDataFrameColumn<bool> => new(column.Name, ColumnType.Boolean),
        StringDataFrameColumn or ArrowStringDataFrameColumn => new(column.Name, ColumnType.Text),
        VBufferDataFrameColumn<float> or VBufferDataFrameColumn<double> => new(column.Name, ColumnType.Number, IsVector: true),
        _ => null,
    };

    private static ColumnData Slice(DataFrameColumn column, long start, int count) => column switch
    {
        PrimitiveDataFrameColumn<float> values => Slice(values, start, count, v => v, ColumnData.Of),
        PrimitiveDataFrameColumn<double> values => Slice(values, start, count, v => v, ColumnData.Of),
        PrimitiveDataFrameColumn<decimal> values => Slice(values, start, count, v => (double)v, ColumnData.Of),
        PrimitiveDataFrameColumn<long> values => Slice(values, start, count, v => v, ColumnData.Of),
        PrimitiveDataFrameColumn<int> values => Slice(values, start, count, v => (long)v, ColumnData.Of),
        PrimitiveDataFrameColumn<short> values => Slice(values, start, count, v => (long)v, ColumnData.Of),
        PrimitiveDataFrameColumn<sbyte> values => Slice(values, start, count, v => (long)v, ColumnData.Of),
        PrimitiveDataFrameColumn<byte> values => Slice(values, start, count, v => (long)v, ColumnData.Of),
        PrimitiveDataFrameColumn<ushort> values => Slice(values, start, count, v => (long)v, ColumnData.Of),
        PrimitiveDataFrameColumn<uint> values => Slice(values, start, count, v => (long)v, ColumnData.Of),
        PrimitiveDataFrameColumn<bool> values => Slice(values, start, count, v => v, ColumnData.Of),
        VBufferDataFrameColumn<float> values => ColumnData.Of(Each(start, count, i => VectorCell.Of(values[i].DenseValues().ToArray()))),
        VBufferDataFrameColumn<double> values => ColumnData.Of(Each(start, count, i => VectorCell.Of(values[i].DenseValues().ToArray()))),
        StringDataFrameColumn texts => ColumnData.Of(Each(start, count, i => (string?)texts[i])),
        _ => ColumnData.Of(Each(start, count, i => ((ArrowStringDataFrameColumn)column)[i])),
    };

    private static T[] Each<T>(long start, int count, Func<long, T> read)
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = read(start + i);
        }

        return values;
    }

    private static ColumnData Slice<TFrom, TTo>(
        PrimitiveDataFrameColumn<TFrom> column, long start, int count, Func<TFrom, TTo> convert, Func<ReadOnlyMemory<TTo>, ReadOnlyMemory<MissingState>, ColumnData> toData)
        where TFrom : unmanaged
    {
        var values = new TTo[count];

        // A column without a null needs no mask, and is looked at whole chunks at a time.
        var missing = column.NullCount == 0 ? null : new MissingState[count];
        for (var i = 0; i < count; i++)
        {
            if (column[start + i] is { } value)
            {
                values[i] = convert(value);
            }
            else
            {
                missing![i] = MissingState.Null;
            }
        }

        return toData(values, missing);
    }
}
