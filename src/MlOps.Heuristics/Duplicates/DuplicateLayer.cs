using MlOps.Heuristics.Rules;
using MlOps.Heuristics.State;

namespace MlOps.Heuristics.Duplicates;

/// <summary>Withholds alerts that repeat one seen shortly before, let through or not.</summary>
internal sealed class DuplicateLayer<TInput, TOutput, TKey> : Layer<TInput, TOutput>
    where TKey : notnull
{
    private readonly Func<TInput, TOutput, bool> _when;
    private readonly Func<TInput, TOutput, TKey> _key;
    private readonly TimeProvider _time;
    private readonly TimeSpan _window;
    private readonly KeyedState<TKey, long> _states;

    public DuplicateLayer(DuplicateOptions options, RuleContext context, Func<TInput, TOutput, bool> when, Func<TInput, TOutput, TKey> key)
    {
        (_when, _key) = (when, key);
        (_time, _window) = (context.Time, options.Window);
        _states = context.RememberedByKey<TKey, long>(options.MaxKeys);
    }

    public override Func<TInput, TOutput, bool> MayFire => _when;

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer)
    {
        var repeats = _states.Update(_key(input, answer), (_time, _window), static (ref seen, isNew, rule) =>
        {
            // Read under the lock, so that the moments of a key are in order.
            var now = rule._time.GetTimestamp();
            var within = !isNew && Stamp.IsWithin(rule._time, ref seen, now, rule._window);
            seen = now;
            return within;
        });
        return repeats ? HeuristicDecision<TOutput>.Suppress("a duplicate") : HeuristicDecision<TOutput>.Keep;
    }
}
