using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Configured;

/// <summary>A rule that looks only at the answers that a condition picks.</summary>
internal sealed class ConditionalLayer<TInput, TOutput>(Func<TInput, TOutput, bool> when, Layer<TInput, TOutput> inner) : Layer<TInput, TOutput>
{
    public override Func<TInput, TOutput, bool> MayFire { get; } = Both(when, inner.MayFire);

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) => inner.Decide(input, answer);

    public override double Change(TOutput before, TOutput after) => inner.Change(before, after);

    public override string? WhyNever(DataSchema schema) => inner.WhyNever(schema);

    private static Func<TInput, TOutput, bool> Both(Func<TInput, TOutput, bool> one, Func<TInput, TOutput, bool> other) =>
        (input, answer) => one(input, answer) && other(input, answer);
}
