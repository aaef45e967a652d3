using MlOps.Heuristics.Rules;
using MlOps.Heuristics.State;

namespace MlOps.Heuristics.Cooldowns;

/// <summary>Lets one alert of a key through, and the next one only after a while.</summary>
internal sealed class CooldownLayer<TInput, TOutput, TKey> : Layer<TInput, TOutput>
    where TKey : notnull
{
    private readonly Func<TInput, TOutput, bool> _when;
    private readonly Func<TInput, TOutput, TKey> _key;
    private readonly TimeProvider _time;
    private readonly TimeSpan _duration;
    private readonly KeyedState<TKey, long> _states;

    public CooldownLayer(CooldownOptions options, RuleContext context, Func<TInput, TOutput, bool> when, Func<TInput, TOutput, TKey> key)
    {
        (_when, _key) = (when, key);
        (_time, _duration) = (context.Time, options.Duration);
        _states = context.RememberedByKey<TKey, long>(options.MaxKeys);
    }

    public override Func<TInput, TOutput, bool> MayFire => _when;

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer)
    {
        var cools = _states.Update(_key(input, answer), (_time, _duration), static (ref since, isNew, rule) =>
        {
            // Read under the lock, so that the moments of a key are in order.
            var now = rule._time.GetTimestamp();
            if (!isNew && Stamp.IsWithin(rule._time, ref since, now, rule._duration))
            {
                return true;
            }

            since = now;
            return false;
        });
        return cools ? HeuristicDecision<TOutput>.Suppress("cooling down") : HeuristicDecision<TOutput>.Keep;
    }
}
