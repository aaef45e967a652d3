using System.Numerics;

namespace MlOps.Validation.Batches;

/// <summary>Some numbers in one pass over a span: how many, the smallest, the largest and their sum.</summary>
/// <param name="Count">How many.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
/// <param name="Sum">Their sum, in doubles.</param>
internal readonly record struct NumberSummary(int Count, double Min, double Max, double Sum)
{
    /// <summary>Null if one of them is NaN or infinite: they are then looked at one by one.</summary>
    public static NumberSummary? Of(ReadOnlySpan<float> values)
    {
        var (min, max) = (new Vector<float>(float.PositiveInfinity), new Vector<float>(float.NegativeInfinity));
        var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
        var numbers = Vector<int>.AllBitsSet;
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = new Vector<float>(values[i..]);
            min = Vector.MinNative(min, value);
            max = Vector.MaxNative(max, value);

            // NaN alone differs from itself.
            numbers &= Vector.Equals(value, value);
            Vector.Widen(value, out var first, out var second);
            low += first;
            high += second;
        }

        var (smallest, largest, sum) = (float.PositiveInfinity, float.NegativeInfinity, Vector.Sum(low + high));
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            (smallest, largest) = (Math.Min(smallest, min[lane]), Math.Max(largest, max[lane]));
        }

        for (; i < values.Length; i++)
        {
            (smallest, largest) = (Math.Min(smallest, values[i]), Math.Max(largest, values[i]));
            sum += values[i];
        }

        return Vector.EqualsAll(numbers, Vector<int>.AllBitsSet) && double.IsFinite(sum) ? new(values.Length, smallest, largest, sum) : null;
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{float})"/>
    /// <remarks>Also null if their sum is too large for a double.</remarks>
    public static NumberSummary? Of(ReadOnlySpan<double> values)
    {
        var (min, max) = (new Vector<double>(double.PositiveInfinity), new Vector<double>(double.NegativeInfinity));
        var (total, numbers) = (Vector<double>.Zero, Vector<long>.AllBitsSet);
        var i = 0;
        for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var value = new Vector<double>(values[i..]);
            min = Vector.MinNative(min, value);
            max = Vector.MaxNative(max, value);
            numbers &= Vector.Equals(value, value);
            total += value;
        }

        var (smallest, largest, sum) = (double.PositiveInfinity, double.NegativeInfinity, Vector.Sum(total));
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            (smallest, largest) = (Math.Min(smallest, min[lane]), Math.Max(largest, max[lane]));
        }

        for (; i < values.Length; i++)
        {
            (smallest, largest) = (Math.Min(smallest, values[i]), Math.Max(largest, values[i]));
            sum += values[i];
        }

        return Vector.EqualsAll(numbers, Vector<long>.AllBitsSet) && double.IsFinite(sum) ? new(values.Length, smallest, largest, sum) : null;
    }
}
