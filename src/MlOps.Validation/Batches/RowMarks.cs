using System.Numerics;

namespace MlOps.Validation.Batches;

/// <summary>What the columns of a chunk say of its rows together: which are invalid, each a bit, and, if a rule asks, how many values they lack.</summary>
internal sealed class RowMarks(bool counts)
{
    private ulong[] _invalid = [];
    private int[] _missing = [];

    public int Invalid => _invalid.Sum(BitOperations.PopCount);

    public void Start(int rows)
    {
        _invalid = Cleared(_invalid, (rows + 63) / 64);
        _missing = Cleared(_missing, counts ? rows : 0);
    }

    public int Missing(int row) => counts ? _missing[row] : 0;

    public void MarkInvalid(int row) => _invalid[row / 64] |= 1UL << row;

    /// <param name="first">The first of 64 rows, a multiple of as many.</param>
    /// <param name="rows">Which of them, each a bit.</param>
    public void MarkInvalid(int first, ulong rows) => _invalid[first / 64] |= rows;

    public void MarkMissing(int row)
    {
        if (counts)
        {
            _missing[row]++;
        }
    }

    /// <inheritdoc cref="MarkInvalid(int, ulong)"/>
    public void MarkMissing(int first, ulong rows)
    {
        for (; counts && rows != 0; rows &= rows - 1)
        {
            _missing[first + BitOperations.TrailingZeroCount(rows)]++;
        }
    }

    private static T[] Cleared<T>(T[] items, int length)
    {
        if (items.Length != length)
        {
            return new T[length];
        }

        Array.Clear(items);
        return items;
    }
}
