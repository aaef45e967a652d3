using MlOps.Rows;

namespace MlOps.Columns;

/// <summary>A column of floats.</summary>
internal sealed class SingleData(ReadOnlyMemory<float> values, ReadOnlyMemory<MissingState> missing)
    : ColumnData<float>(ColumnType.Number, values, missing, v => Cell.Of((double)v))
{
    public override ReadOnlySpan<float> Singles => Values;
}
