namespace MlOps.Routing.Generations;

/// <summary>The share of keys that a canary takes, and the chain that they take.</summary>
/// <param name="model">The model's name.</param>
/// <param name="version">The candidate.</param>
/// <param name="share">The share, above 0 and up to 1.</param>
/// <param name="keyOf">Takes the key from a row.</param>
/// <param name="keyFailed">Told where that threw. The row goes to live, where the input check says what is wrong with it.</param>
/// <param name="chain">The routes, the candidate before the others.</param>
internal sealed class CanaryShare<TInput, TOutput>(
    string model, int version, double share, Func<TInput, string?> keyOf, Action<Exception> keyFailed, IModel<TInput, TOutput> chain)
{
    public IModel<TInput, TOutput> Chain => chain;

    public bool Takes(TInput input, PredictionOptions? options)
    {
        var key = options?.RoutingKey ?? KeyOf(input);
        return !string.IsNullOrEmpty(key) && StickyHash.Fraction(model, version, key) < share;
    }

    private string? KeyOf(TInput input)
    {
        try
        {
            return keyOf(input);
        }
#pragma warning disable CA1031 // The host's code; a row that it can't read is no reason not to answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            keyFailed(e);
            return null;
        }
    }
}
