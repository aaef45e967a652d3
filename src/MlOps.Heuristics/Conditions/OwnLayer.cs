using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Conditions;

/// <summary>A rule of the host's own.</summary>
internal sealed class OwnLayer<TInput, TOutput>(IHeuristic<TInput, TOutput> heuristic, Func<TOutput, double> number) : Layer<TInput, TOutput>
{
    public override Func<TInput, TOutput, bool> MayFire => static (_, _) => true;

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) => heuristic.Decide(input, answer);

    public override double Change(TOutput before, TOutput after) => number(after) - number(before);
}
