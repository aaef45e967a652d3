using MlOps.Routing.Declaration;

namespace MlOps.Routing.Staging;

/// <summary>What one model's declaration says about its candidates: how answers are compared, and how rows are copied; each at most once.</summary>
internal sealed class CandidateRules<TInput, TOutput> : IDeclared
{
    private readonly Once<IAnswerComparer<TOutput>> _comparer = new("answer comparer", "CompareLabels, CompareNumbers or CompareAnswers");
    private readonly Once<Func<TInput, TInput>> _copy = new("way to copy rows", "Shadow(copy: …)");

    public IAnswerComparer<TOutput>? Comparer => _comparer.Value;

    public Func<TInput, TInput>? Copy => _copy.Value;

    public void CompareBy(IAnswerComparer<TOutput> comparer) => _comparer.Set(comparer);

    public void CopyBy(Func<TInput, TInput> copy) => _copy.Set(copy);

    public IEnumerable<string> Mistakes() => _comparer.Mistakes().Concat(_copy.Mistakes());
}
