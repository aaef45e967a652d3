using MlOps.Rows;

namespace MlOps.Columns;

/// <summary>A column of single values.</summary>
internal class ColumnData<T>(ColumnType type, ReadOnlyMemory<T> values, ReadOnlyMemory<MissingState> missing, Func<T, Cell> toCell)
    : ColumnData(type, missing, values.Length)
{
    private protected ReadOnlySpan<T> Values => values.Span;

    public override Cell Read(int row) =>
        MissingMask.IsEmpty || MissingMask.Span[row] == MissingState.None ? toCell(values.Span[row]) : Cell.Lacking(MissingMask.Span[row], Type);
}
