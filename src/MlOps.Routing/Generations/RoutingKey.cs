using MlOps.Routing.Declaration;

namespace MlOps.Routing.Generations;

/// <summary>What a canary of one model sticks to, or that it needs nothing: said at most once.</summary>
internal sealed class RoutingKey<TInput> : IDeclared
{
    private readonly Once<Func<TInput, string?>> _of = new("routing key", "RouteBy or RouteAtRandom");

    public Func<TInput, string?>? Of => _of.Value;

    /// <summary>Whether rows without a key of their call's are spread at random.</summary>
    public bool IsRandom { get; private set; }

    public void Set(Func<TInput, string?> key) => _of.Set(key);

    public void SetRandom()
    {
        IsRandom = true;
        _of.Set(static _ => null);
    }

    public IEnumerable<string> Mistakes() => _of.Mistakes();
}
