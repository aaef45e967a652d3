using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlOps.Validation.Batches;

/// <summary>Looks at many floats or doubles at a time, says which of them are of a kind, each a bit, and measures them.</summary>
/// <remarks>Vectors are of 512 bits, which the runtime takes apart where the processor has shorter ones.</remarks>
internal struct NumberScan<T>()
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector512<T> _min = Vector512.Create(T.PositiveInfinity);
    private Vector512<T> _max = Vector512.Create(T.NegativeInfinity);
    private Vector512<double> _low;
    private Vector512<double> _high;
    private int _count;

    /// <summary>What was measured since the last time it was asked for. A sum of too many numbers would lose digits.</summary>
    public NumberSummary Take()
    {
        var (min, max) = (T.PositiveInfinity, T.NegativeInfinity);
        for (var i = 0; i < Vector512<T>.Count; i++)
        {
            (min, max) = (T.Min(min, _min[i]), T.Max(max, _max[i]));
        }

        var summary = new NumberSummary(_count, double.CreateChecked(min), double.CreateChecked(max), Vector512.Sum(_low + _high));
        this = new();
        return summary;
    }

    /// <summary>Measures numbers if all of them lie within bounds: what clean data takes, and half the work.</summary>
    /// <param name="values">As many numbers as fill vectors.</param>
    /// <param name="bounds">The bounds, finite ones.</param>
    public bool TryMeasureAll(ReadOnlySpan<T> values, NumberBounds<T> bounds)
    {
        var (min, max) = (Vector512.Create(T.PositiveInfinity), Vector512.Create(T.NegativeInfinity));
        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        foreach (var value in MemoryMarshal.Cast<T, Vector512<T>>(values))
        {
            (min, max) = (Vector512.MinNative(min, value), Vector512.MaxNative(max, value));
            Sum(value, ref low, ref high);
        }

        // The smallest and the largest may pass over NaN; a sum never does.
        var sum = low + high;
        if (!Vector512.GreaterThanOrEqualAll(min, Vector512.Create(bounds.Minimum))
            || !Vector512.LessThanOrEqualAll(max, Vector512.Create(bounds.Maximum))
            || !Vector512.EqualsAll(sum, sum))
        {
            return false;
        }

        (_min, _max, _low, _high) = (Vector512.MinNative(_min, min), Vector512.MaxNative(_max, max), _low + low, _high + high);
        _count += values.Length;
        return true;
    }

    /// <summary>Measures those numbers that lie within bounds. No branch depends on a number.</summary>
    /// <param name="values">The numbers, 64 for each item of <paramref name="rows"/>.</param>
    /// <param name="rows">Which of them count, each a bit, the others may be anything; afterwards which were measured.</param>
    /// <param name="bounds">The bounds.</param>
    public void Measure(ReadOnlySpan<T> values, Span<ulong> rows, NumberBounds<T> bounds)
    {
        var (lowest, highest) = (Vector512.Create(bounds.Minimum), Vector512.Create(bounds.Maximum));
        var (min, max, low, high) = (_min, _max, _low, _high);
        for (var i = 0; i < rows.Length; i++)
        {
            var (there, measured, at) = (rows[i], 0UL, 0);
            foreach (var value in MemoryMarshal.Cast<T, Vector512<T>>(values.Slice(64 * i, 64)))
            {
                var counts = Vector512.GreaterThanOrEqual(value, lowest) & Vector512.LessThanOrEqual(value, highest) & Lanes(there >> at);
                measured |= counts.ExtractMostSignificantBits() << at;
                min = Vector512.ConditionalSelect(counts, Vector512.MinNative(min, value), min);
                max = Vector512.ConditionalSelect(counts, Vector512.MaxNative(max, value), max);
                Sum(Vector512.ConditionalSelect(counts, value, Vector512<T>.Zero), ref low, ref high);
                at += Vector512<T>.Count;
            }

            rows[i] = measured;
            _count += BitOperations.PopCount(measured);
        }

        (_min, _max, _low, _high) = (min, max, low, high);
    }

    /// <summary>Which of 64 numbers lie within bounds. NaN lies nowhere.</summary>
    public static ulong Within(ReadOnlySpan<T> values, NumberBounds<T> bounds)
    {
        var (lowest, highest) = (Vector512.Create(bounds.Minimum), Vector512.Create(bounds.Maximum));
        var (within, at) = (0UL, 0);
        foreach (var value in MemoryMarshal.Cast<T, Vector512<T>>(values))
        {
            within |= (Vector512.GreaterThanOrEqual(value, lowest) & Vector512.LessThanOrEqual(value, highest)).ExtractMostSignificantBits() << at;
            at += Vector512<T>.Count;
        }

        return within;
    }

    /// <summary>Takes those out that equal a number.</summary>
    /// <param name="rows">64 rows an item, each a bit.</param>
    /// <param name="values">Their numbers.</param>
    /// <param name="value">The number.</param>
    public static void Leave(Span<ulong> rows, ReadOnlySpan<T> values, T value)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] &= ~Within(values.Slice(64 * i, 64), new(value, value));
        }
    }

    /// <summary>Which of 64 numbers are NaN.</summary>
    public static ulong NaN(ReadOnlySpan<T> values) => ~Within(values, new(T.NegativeInfinity, T.PositiveInfinity));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(Vector512<T> values, ref Vector512<double> low, ref Vector512<double> high)
    {
        if (typeof(T) == typeof(float))
        {
            low += Vector512.WidenLower(values.AsSingle());
            high += Vector512.WidenUpper(values.AsSingle());
        }
        else
        {
            low += values.AsDouble();
        }
    }

    // For each of the lowest bits a lane, all of it set where the bit is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Lanes(ulong bits)
    {
        if (typeof(T) == typeof(float))
        {
            var each = Vector512.Create(1, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8, 1 << 9, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15);
            return Vector512.Equals(Vector512.Create((int)bits) & each, each).As<int, T>();
        }
        else
        {
            var each = Vector512.Create(1L, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7);
            return Vector512.Equals(Vector512.Create((long)bits) & each, each).As<long, T>();
        }
    }
}
