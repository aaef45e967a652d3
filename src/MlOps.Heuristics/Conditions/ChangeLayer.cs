using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Conditions;

/// <summary>Changes the answers that a condition picks.</summary>
internal sealed class ChangeLayer<TInput, TOutput>(
    Func<TInput, TOutput, bool> when, Func<TInput, TOutput, TOutput> change, Func<TOutput, double> number) : Layer<TInput, TOutput>
{
    public override Func<TInput, TOutput, bool> MayFire => when;

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) => HeuristicDecision<TOutput>.Change(change(input, answer));

    public override double Change(TOutput before, TOutput after) => number(after) - number(before);
}
