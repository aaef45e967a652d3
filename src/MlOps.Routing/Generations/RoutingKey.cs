using MlOps.Routing.Declaration;

namespace MlOps.Routing.Generations;

/// <summary>What a canary of one model sticks to: said at most once.</summary>
internal sealed class RoutingKey<TInput> : IDeclared
{
    private readonly Once<Func<TInput, string?>> _of = new("routing key", "RouteBy");

    public Func<TInput, string?>? Of => _of.Value;

    public void Set(Func<TInput, string?> key) => _of.Set(key);

    public IEnumerable<string> Mistakes() => _of.Mistakes();
}
