namespace MlOps.Routing.Generations;

/// <summary>The share of keys that a canary takes, and the chain that they take.</summary>
internal sealed class CanaryShare<TInput, TOutput>(
    string model, int version, double share, Func<TInput, string?> keyOf, IModel<TInput, TOutput> chain)
{
    public IModel<TInput, TOutput> Chain => chain;

    public bool Takes(TInput input, PredictionOptions? options)
    {
        var key = options?.RoutingKey ?? keyOf(input);
        return !string.IsNullOrEmpty(key) && StickyHash.Fraction(model, version, key) < share;
    }
}
