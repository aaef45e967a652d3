using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Configured;

/// <summary>A rule that looks only at the answers that a condition picks.</summary>
internal sealed class ConditionalLayer<TInput, TOutput>(Func<TInput, TOutput, bool> when, Layer<TInput, TOutput> inner) : Layer<TInput, TOutput>
{
    public override bool MayFire(TInput input, TOutput answer) => when(input, answer) && inner.MayFire(input, answer);

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) => inner.Decide(input, answer);

    public override double Change(TOutput before, TOutput after) => inner.Change(before, after);

    public override string? WhyNever(DataSchema schema) => inner.WhyNever(schema);
}
