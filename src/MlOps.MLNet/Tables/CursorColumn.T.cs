using Microsoft.ML;
using MlOps.Columns;

namespace MlOps.MLNet.Tables;

/// <summary>Values of a type of ML.NET, taken down as values of another.</summary>
internal sealed class CursorColumn<TFrom, TTo>(
    DataViewRow row, DataViewSchema.Column column, int rows, Func<TFrom, TTo> convert, Func<ReadOnlyMemory<TTo>, ColumnData> toData) : CursorColumn
{
    private readonly ValueGetter<TFrom> _get = row.GetGetter<TFrom>(column);
    private readonly TTo[] _values = new TTo[rows];
    private TFrom _value = default!;

    public override void Take(int row)
    {
        _get(ref _value);
        _values[row] = convert(_value);
    }

    public override ColumnData Data(int rows) => toData(_values.AsMemory(0, rows));
}
