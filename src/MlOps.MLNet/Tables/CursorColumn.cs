using Microsoft.ML;
using Microsoft.ML.Data;
using MlOps.Columns;
using MlOps.Rows;

namespace MlOps.MLNet.Tables;

/// <summary>Takes the values of one column of a cursor down.</summary>
internal abstract class CursorColumn
{
    /// <summary>What a column of a data view is to a schema; null for one of a type that no schema can speak of.</summary>
    public static SourceColumn? Describe(string name, DataViewType type) => type switch
    {
        KeyDataViewType => null,
        NumberDataViewType number when number.RawType == typeof(float) => new(name, ColumnType.Number, IsSingle: true),
        NumberDataViewType number when number.RawType == typeof(double) => new(name, ColumnType.Number),
        NumberDataViewType number when number.RawType != typeof(ulong) => new(name, ColumnType.Integer),
        TextDataViewType => new(name, ColumnType.Text),
        BooleanDataViewType => new(name, ColumnType.Boolean),
        VectorDataViewType { ItemType: NumberDataViewType item } when item.RawType == typeof(float) || item.RawType == typeof(double) =>
            new(name, ColumnType.Number, IsVector: true),
        _ => null,
    };

    public static CursorColumn Create(DataViewRow row, DataViewSchema.Column column, int rows) => column.Type switch
    {
        TextDataViewType => new CursorColumn<ReadOnlyMemory<char>, string?>(row, column, rows, v => v.ToString(), m => ColumnData.Of(m)),
        BooleanDataViewType => new CursorColumn<bool, bool>(row, column, rows, v => v, m => ColumnData.Of(m)),
        VectorDataViewType vector when vector.ItemType.RawType == typeof(float) =>
            new CursorColumn<VBuffer<float>, VectorCell>(row, column, rows, v => VectorCell.Of(v.DenseValues().ToArray()), ColumnData.Of),
        VectorDataViewType => new CursorColumn<VBuffer<double>, VectorCell>(row, column, rows, v => VectorCell.Of(v.DenseValues().ToArray()), ColumnData.Of),
        var type when type.RawType == typeof(float) => new CursorColumn<float, float>(row, column, rows, v => v, m => ColumnData.Of(m)),
        var type when type.RawType == typeof(double) => new CursorColumn<double, double>(row, column, rows, v => v, m => ColumnData.Of(m)),
        var type when type.RawType == typeof(long) => new CursorColumn<long, long>(row, column, rows, v => v, m => ColumnData.Of(m)),
        var type when type.RawType == typeof(int) => new CursorColumn<int, long>(row, column, rows, v => v, m => ColumnData.Of(m)),
        var type when type.RawType == typeof(short) => new CursorColumn<short, long>(row, column, rows, v => v, m => ColumnData.Of(m)),
        var type when type.RawType == typeof(sbyte) => new CursorColumn<sbyte, long>(row, column, rows, v => v, m => ColumnData.Of(m)),
        var type when type.RawType == typeof(byte) => new CursorColumn<byte, long>(row, column, rows, v => v, m => ColumnData.Of(m)),
        var type when type.RawType == typeof(ushort) => new CursorColumn<ushort, long>(row, column, rows, v => v, m => ColumnData.Of(m)),
        _ => new CursorColumn<uint, long>(row, column, rows, v => v, m => ColumnData.Of(m)),
    };

    /// <summary>Takes the value of the row where the cursor stands.</summary>
    /// <param name="row">Where in the chunk it goes.</param>
    public abstract void Take(int row);

    /// <summary>The values that were taken.</summary>
    public abstract ColumnData Data(int rows);
}
