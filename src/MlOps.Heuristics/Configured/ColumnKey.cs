using MlOps.Rows;

namespace MlOps.Heuristics.Configured;

/// <summary>The value of a column as a key, whatever its type. A missing value is a key, too, one for each way of missing.</summary>
internal readonly record struct ColumnKey(MissingState Missing, long Number, string? Text)
{
    public static ColumnKey Of(Cell cell) => cell switch
    {
        { Missing: not MissingState.None } => new(cell.Missing, 0, null),
        { Type: ColumnType.Text } => new(MissingState.None, 0, cell.Text),
        { Type: ColumnType.Number } => new(MissingState.None, BitConverter.DoubleToInt64Bits(cell.Number), null),
        { Type: ColumnType.Boolean } => new(MissingState.None, cell.Boolean ? 1 : 0, null),
        _ => new(MissingState.None, cell.Integer, null),
    };
}
