using MlOps.Rows;

namespace MlOps.Columns;

/// <summary>A column of vectors.</summary>
internal sealed class VectorData(ReadOnlyMemory<VectorCell> values) : ColumnData(ColumnType.Number, default, values.Length)
{
    public override Cell Read(int row) => throw new InvalidOperationException("The column is of vectors; read it with ReadVector.");

    public override VectorCell ReadVector(int row) => values.Span[row];
}
