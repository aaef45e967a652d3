using System.Numerics;
using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Rounding;

/// <summary>Rounds a number to a multiple of a step. NaN and infinities stay what they are, and so do numbers too large to have multiples of the step beside them.</summary>
internal sealed class RoundLayer<TInput, TOutput, TValue>(RoundOptions options, Func<TOutput, TValue> get, Func<TOutput, TValue, TOutput> set)
    : NumberLayer<TInput, TOutput, TValue>(get)
    where TValue : struct, INumber<TValue>
{
    private readonly double _step = options.Step;

    // A step such as 0.01 is no double, and its multiples would be 1.1300000000000001; how often it goes into 1 is one.
    private readonly double _perOne = Math.Abs((Math.Round(1 / options.Step) * options.Step) - 1) < 1e-12 ? Math.Round(1 / options.Step) : 0;
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
        var steps = _perOne > 0 ? double.CreateSaturating(number) * _perOne : double.CreateSaturating(number) / _step;

        // A multiple stays one, also where the steps to it come out as 28.999999999999996, which most ways of rounding but the nearest take for 28.
        var nearest = Multiple(Math.Round(steps), number);
        return nearest == number ? number : Multiple(Math.Round(steps, _midpoint), number);
    }

    private TValue Multiple(double steps, TValue number)
    {
        var multiple = _perOne > 0 ? steps / _perOne : steps * _step;
        return double.IsFinite(multiple) ? TValue.CreateSaturating(multiple) : number;
    }
}
