using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Confidence;

/// <summary>Abstains where the model isn't sure enough. A confidence that is NaN is not enough.</summary>
internal sealed class ConfidenceLayer<TInput, TOutput>(
    ConfidenceOptions options, Func<TOutput, double> confidence, Func<TInput, TOutput, TOutput> abstain) : Layer<TInput, TOutput>
{
    private readonly double _minimum = options.Minimum;

    public override Func<TInput, TOutput, bool> MayFire => IsUnsure;

    private bool IsUnsure(TInput input, TOutput answer) => !(confidence(answer) >= _minimum);

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) => HeuristicDecision<TOutput>.Change(abstain(input, answer), "not sure enough");
}
