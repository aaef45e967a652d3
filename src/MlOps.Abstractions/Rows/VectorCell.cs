using System.Globalization;

namespace MlOps.Rows;

/// <summary>One vector of a row, without a copy, or the fact that there is none.</summary>
public readonly struct VectorCell
{
    private readonly ReadOnlyMemory<float> _singles;
    private readonly ReadOnlyMemory<double> _doubles;
    private readonly bool _isThere;
    private readonly MissingState _missing;

    private VectorCell(ReadOnlyMemory<float> singles, ReadOnlyMemory<double> doubles)
    {
        _isThere = true;
        _singles = singles;
        _doubles = doubles;
    }

    private VectorCell(MissingState missing) => _missing = missing;

    /// <summary>A vector of a column that isn't there.</summary>
    public static VectorCell Absent { get; } = new(MissingState.Absent);

    /// <summary>In which way the vector is missing: null, absent, or not at all. One without elements is there.</summary>
    public MissingState Missing => _isThere ? MissingState.None : _missing == MissingState.None ? MissingState.Null : _missing;

    /// <summary>How many elements it has.</summary>
    public int Length => _singles.Length + _doubles.Length;

    /// <summary>Its elements, if they are floats.</summary>
    public ReadOnlySpan<float> Singles => _singles.Span;

    /// <summary>Its elements, if they are doubles.</summary>
    public ReadOnlySpan<double> Doubles => _doubles.Span;

    /// <summary>An element.</summary>
    /// <param name="index">From 0 on.</param>
    public double this[int index] => _singles.Length > 0 ? _singles.Span[index] : _doubles.Span[index];

    /// <summary>A vector of floats; null is missing.</summary>
    public static VectorCell Of(float[]? items) => items is null ? default : new(items, default);

    /// <summary>A vector of doubles; null is missing.</summary>
    public static VectorCell Of(double[]? items) => items is null ? default : new(default, items);

    /// <summary>A vector of floats.</summary>
    public static VectorCell Of(ReadOnlyMemory<float> items) => new(items, default);

    /// <summary>A vector of doubles.</summary>
    public static VectorCell Of(ReadOnlyMemory<double> items) => new(default, items);

    /// <summary>The vector for people: its size, and not its elements.</summary>
    public override string ToString() => _isThere ? string.Create(CultureInfo.InvariantCulture, $"{Length} elements") : Missing == MissingState.Absent ? "no such column" : "null";
}
