namespace MlOps.Heuristics;

/// <summary>Withholds the answers that a condition picks.</summary>
internal sealed class SuppressHeuristic<TInput, TOutput>(string name, Func<TInput, TOutput, bool> when, HeuristicFailureMode onFailure)
    : IHeuristic<TInput, TOutput>
{
    public string Name => name;

    public HeuristicFailureMode OnFailure => onFailure;

    public HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) =>
        when(input, answer) ? HeuristicDecision<TOutput>.Suppress() : HeuristicDecision<TOutput>.Keep;
}
