namespace MlOps.Heuristics;

/// <summary>Changes the answers that a condition picks.</summary>
internal sealed class ChangeHeuristic<TInput, TOutput>(
    string name, Func<TInput, TOutput, bool> when, Func<TInput, TOutput, TOutput> change, HeuristicFailureMode onFailure)
    : IHeuristic<TInput, TOutput>
{
    public string Name => name;

    public HeuristicFailureMode OnFailure => onFailure;

    public HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) =>
        when(input, answer) ? HeuristicDecision<TOutput>.Change(change(input, answer)) : HeuristicDecision<TOutput>.Keep;
}
