using System.Numerics;
using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Rounding;

/// <summary>Puts the nearest of some numbers in the place of a number, of two equally near ones the lower. NaN stays what it is.</summary>
internal sealed class SnapLayer<TInput, TOutput, TValue>(SnapOptions options, Func<TOutput, TValue> get, Func<TOutput, TValue, TOutput> set)
    : NumberLayer<TInput, TOutput, TValue>(get)
    where TValue : struct, INumber<TValue>
{
    private readonly TValue[] _values = [.. options.Values.Select(v => Bounds.In<TValue>(v, nameof(options.Values))).Order()];

    public override Func<TInput, TOutput, bool> MayFire => IsBeside;

    private bool IsBeside(TInput input, TOutput answer)
    {
        var number = Number(answer);
        return !TValue.IsNaN(number) && Array.BinarySearch(_values, number) < 0;
    }

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer)
    {
        var number = Number(answer);
        var above = ~Array.BinarySearch(_values, number);
        var nearest = above == 0 ? _values[0]
            : above == _values.Length || Distance(number, _values[above - 1]) <= Distance(_values[above], number) ? _values[above - 1]
            : _values[above];
        return HeuristicDecision<TOutput>.Change(set(answer, nearest));
    }

    // As double: between two whole numbers lie more than their type holds.
    private static double Distance(TValue high, TValue low) => double.CreateSaturating(high) - double.CreateSaturating(low);
}
