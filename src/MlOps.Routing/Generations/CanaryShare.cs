using MlOps.Routing.Staging;

namespace MlOps.Routing.Generations;

/// <summary>The share of keys that a canary takes, and the chain that they take.</summary>
/// <param name="model">The model's name.</param>
/// <param name="version">The candidate.</param>
/// <param name="share">The share, above 0 and up to 1.</param>
/// <param name="chain">The routes, the candidate before the others.</param>
internal sealed class CanaryShare<TInput, TOutput>(string model, int version, double share, IModel<TInput, TOutput> chain)
{
    public IModel<TInput, TOutput> Chain => chain;

    /// <summary>Takes the key from a row.</summary>
    public required Func<TInput, string?> KeyOf { get; init; }

    /// <summary>Told where that threw. The row goes to live, where the input check says what is wrong with it.</summary>
    public required Action<Exception> KeyFailed { get; init; }

    /// <summary>Told of a row that goes to live for want of a key.</summary>
    public required Action WithoutKey { get; init; }

    /// <summary>Draws for rows without a key; null where these go to live.</summary>
    public Draw? Random { get; init; }

    public bool Takes(TInput input, PredictionOptions? options)
    {
        var key = options?.RoutingKey ?? Read(input);
        if (!string.IsNullOrEmpty(key))
        {
            return StickyHash.Fraction(model, version, key) < share;
        }

        if (Random is not null)
        {
            return Random.Hits();
        }

        WithoutKey();
        return false;
    }

    private string? Read(TInput input)
    {
        try
        {
            return KeyOf(input);
        }
#pragma warning disable CA1031 // The host's code; a row that it can't read is no reason not to answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            KeyFailed(e);
            return null;
        }
    }
}
