using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Conditions;

/// <summary>Withholds the answers that a condition picks.</summary>
internal sealed class SuppressLayer<TInput, TOutput>(Func<TInput, TOutput, bool> when) : Layer<TInput, TOutput>
{
    public override Func<TInput, TOutput, bool> MayFire => when;

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) => HeuristicDecision<TOutput>.Suppress();
}
