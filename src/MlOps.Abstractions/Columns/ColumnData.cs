using MlOps.Rows;

namespace MlOps.Columns;

/// <summary>The values of one column in one chunk: a typed span and, where values can be missing in ways the type can't hold, a mask.</summary>
/// <remarks>The memory stays the source's. NaN, a null and an empty text are missing without a mask.</remarks>
public abstract class ColumnData
{
    private protected ColumnData(ColumnType type, ReadOnlyMemory<MissingState> missing, int count)
    {
        if (missing.Length != 0 && missing.Length != count)
        {
            throw new ArgumentException($"A column of {count} values has a mask of {missing.Length}; give one state a value, or none at all.", nameof(missing));
        }

        (Type, MissingMask, Count) = (type, missing, count);
    }

    /// <summary>What the values are.</summary>
    public ColumnType Type { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>In which way each is missing; empty where only the values themselves say so.</summary>
    public ReadOnlySpan<MissingState> Missing => MissingMask.Span;

    /// <summary>The values, if they are floats; else empty.</summary>
    public virtual ReadOnlySpan<float> Singles => [];

    /// <summary>The values, if they are doubles; else empty.</summary>
    public virtual ReadOnlySpan<double> Doubles => [];

    private protected ReadOnlyMemory<MissingState> MissingMask { get; }

    /// <summary>Floats.</summary>
    public static ColumnData Of(ReadOnlyMemory<float> values, ReadOnlyMemory<MissingState> missing = default) => new SingleData(values, missing);

    /// <summary>Doubles.</summary>
    public static ColumnData Of(ReadOnlyMemory<double> values, ReadOnlyMemory<MissingState> missing = default) => new DoubleData(values, missing);

    /// <summary>Whole numbers.</summary>
    public static ColumnData Of(ReadOnlyMemory<long> values, ReadOnlyMemory<MissingState> missing = default) =>
        new ColumnData<long>(ColumnType.Integer, values, missing, Cell.Of);

    /// <summary>Whole numbers of 32 bits.</summary>
    public static ColumnData Of(ReadOnlyMemory<int> values, ReadOnlyMemory<MissingState> missing = default) =>
        new ColumnData<int>(ColumnType.Integer, values, missing, v => Cell.Of((long)v));

    /// <summary>Truth values.</summary>
    public static ColumnData Of(ReadOnlyMemory<bool> values, ReadOnlyMemory<MissingState> missing = default) =>
        new ColumnData<bool>(ColumnType.Boolean, values, missing, Cell.Of);

    /// <summary>Texts; null is missing.</summary>
    public static ColumnData Of(ReadOnlyMemory<string?> values, ReadOnlyMemory<MissingState> missing = default) =>
        new ColumnData<string?>(ColumnType.Text, values, missing, Cell.Of);

    /// <summary>Vectors.</summary>
    public static ColumnData Of(ReadOnlyMemory<VectorCell> values) => new VectorData(values);

    /// <summary>Cells that hold any of what a column of this type can, or that lack it in any way.</summary>
    public static ColumnData Of(ColumnType type, ReadOnlyMemory<Cell> values) => new ColumnData<Cell>(type, values, default, v => v);

    /// <summary>Reads a value without boxing.</summary>
    /// <param name="row">Which one of the chunk, from 0 on.</param>
    /// <exception cref="InvalidOperationException">The column is of vectors.</exception>
    public abstract Cell Read(int row);

    /// <summary>Reads a vector without a copy.</summary>
    /// <param name="row">Which one of the chunk, from 0 on.</param>
    /// <exception cref="InvalidOperationException">The column is of single values.</exception>
    public virtual VectorCell ReadVector(int row) => throw new InvalidOperationException("The column is of single values; read it with Read.");
}
