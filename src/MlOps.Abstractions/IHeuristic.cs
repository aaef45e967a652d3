namespace MlOps;

/// <summary>A named domain rule applied to an answer: it keeps, changes or withholds it.</summary>
/// <typeparam name="TInput">The row.</typeparam>
/// <typeparam name="TOutput">The answer.</typeparam>
/// <remarks>Called by many threads at once. Neither the row nor the answer may be changed in place: a changed answer is another object.</remarks>
public interface IHeuristic<in TInput, TOutput>
{
    /// <summary>The name that predictions, logs and metrics show; one of a kind within a model.</summary>
    string Name { get; }

    /// <summary>What happens to the answer when the rule itself throws. Default: the answer stands.</summary>
    HeuristicFailureMode OnFailure => HeuristicFailureMode.Skip;

    /// <summary>Decides about one answer.</summary>
    HeuristicDecision<TOutput> Decide(TInput input, TOutput answer);
}
