using System.Numerics;
using MlOps.Heuristics.Rules;
using MlOps.Heuristics.State;

namespace MlOps.Heuristics.Hits;

/// <summary>Lets an alert through if enough of the last answers of its key were alerts.</summary>
internal sealed class HitsLayer<TInput, TOutput, TKey> : Layer<TInput, TOutput>
    where TKey : notnull
{
    private readonly Func<TInput, TOutput, bool> _when;
    private readonly Func<TInput, TOutput, TKey> _key;
    private readonly int _required;
    private readonly ulong _window;
    private readonly KeyedState<TKey, ulong> _states;

    public HitsLayer(HitsOptions options, RuleContext context, Func<TInput, TOutput, bool> when, Func<TInput, TOutput, TKey> key)
    {
        (_when, _key) = (when, key);
        (_required, _window) = (options.Required, ulong.MaxValue >> (64 - options.OutOf));
        _states = context.RememberedByKey<TKey, ulong>(options.MaxKeys);
    }

    // Every answer of a key counts, also one that is no alert.
    public override Func<TInput, TOutput, bool> MayFire => static (_, _) => true;

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer)
    {
        var hit = _when(input, answer);
        var enough = _states.Update(_key(input, answer), (hit, _window, _required), static (ref last, _, rule) =>
        {
            // All 64 are kept, so that a window that a reload widens finds what it asks for.
            last = (last << 1) | (rule.hit ? 1UL : 0);
            return BitOperations.PopCount(last & rule._window) >= rule._required;
        });
        return hit && !enough ? HeuristicDecision<TOutput>.Suppress("too few hits") : HeuristicDecision<TOutput>.Keep;
    }
}
