namespace MlOps.Heuristics.Hysteresis;

/// <summary>What a threshold with hysteresis reads and writes.</summary>
internal sealed record HysteresisWords<TInput, TOutput, TKey>(
    Func<TInput, TOutput, TKey> Key, Func<TOutput, double> Score, Func<TOutput, bool> IsOn, Func<TOutput, bool, TOutput> Set);
