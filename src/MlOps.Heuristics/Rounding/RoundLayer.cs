using System.Numerics;
using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Rounding;

/// <summary>Rounds a number to a multiple of a step. NaN and infinities stay what they are, and so do numbers too large to have multiples of the step beside them.</summary>
internal sealed class RoundLayer<TInput, TOutput, TValue>(RoundOptions options, Func<TOutput, TValue> get, Func<TOutput, TValue, TOutput> set)
    : NumberLayer<TInput, TOutput, TValue>(get)
    where TValue : struct, INumber<TValue>
{
    private readonly double _step = options.Step;
    private readonly MidpointRounding _midpoint = options.Midpoint;

    public override Func<TInput, TOutput, bool> MayFire => IsUneven;

    private bool IsUneven(TInput input, TOutput answer)
    {
        var number = Number(answer);
        return TValue.IsFinite(number) && Rounded(number) != number;
    }

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) =>
        HeuristicDecision<TOutput>.Change(set(answer, Rounded(Number(answer))));

    private TValue Rounded(TValue number)
    {
        var rounded = Math.Round(double.CreateSaturating(number) / _step, _midpoint) * _step;
        return double.IsFinite(rounded) ? TValue.CreateSaturating(rounded) : number;
    }
}
