using MlOps.Routing.Declaration;

namespace MlOps.Routing.Checking;

/// <summary>What the host answers to an input that broke a hard rule: said at most once.</summary>
internal sealed class InvalidInputHandler<TInput, TOutput> : IDeclared
{
    private readonly Once<Func<TInput, IReadOnlyList<Violation>, TOutput>> _answer = new("invalid-input handler", "OnInvalidInput");

    public string Name { get; private set; } = "";

    public Func<TInput, IReadOnlyList<Violation>, TOutput>? Answer => _answer.Value;

    public void Set(string name, Func<TInput, IReadOnlyList<Violation>, TOutput> answer)
    {
        Name = name;
        _answer.Set(answer);
    }

    public IEnumerable<string> Mistakes() => _answer.Mistakes();
}
