namespace MlOps.Routing.Staging;

/// <summary>Compares answers by a function of the host.</summary>
internal sealed class FunctionComparer<TOutput>(Func<TOutput, TOutput, AnswerDifference> compare) : IAnswerComparer<TOutput>
{
    public AnswerDifference Compare(TOutput live, TOutput candidate) => compare(live, candidate);
}
