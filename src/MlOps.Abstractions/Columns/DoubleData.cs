using MlOps.Rows;

namespace MlOps.Columns;

/// <summary>A column of doubles.</summary>
internal sealed class DoubleData(ReadOnlyMemory<double> values, ReadOnlyMemory<MissingState> missing)
    : ColumnData<double>(ColumnType.Number, values, missing, Cell.Of)
{
    public override ReadOnlySpan<double> Doubles => Values;
}
