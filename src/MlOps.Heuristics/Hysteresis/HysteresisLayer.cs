using MlOps.Heuristics.Rules;
using MlOps.Heuristics.State;

namespace MlOps.Heuristics.Hysteresis;

/// <summary>Says by key whether an answer is on: from one score on, until it falls below another. A new key is off; NaN changes nothing.</summary>
internal sealed class HysteresisLayer<TInput, TOutput, TKey> : Layer<TInput, TOutput>
    where TKey : notnull
{
    private readonly (double On, double Off) _band;
    private readonly HysteresisWords<TInput, TOutput, TKey> _words;
    private readonly KeyedState<TKey, bool> _states;

    public HysteresisLayer(HysteresisOptions options, RuleContext context, HysteresisWords<TInput, TOutput, TKey> words)
    {
        (_band, _words) = ((options.On, options.Off), words);
        _states = context.RememberedByKey<TKey, bool>(options.MaxKeys);
    }

    public override Func<TInput, TOutput, bool> MayFire => static (_, _) => true;

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer)
    {
        var score = _words.Score(answer);
        var on = _states.Update(_words.Key(input, answer), (score, _band), static (ref state, _, now) =>
            state = state ? !(now.score < now._band.Off) : now.score >= now._band.On);
        return on == _words.IsOn(answer)
            ? HeuristicDecision<TOutput>.Keep
            : HeuristicDecision<TOutput>.Change(_words.Set(answer, on), on ? "still on" : "not on");
    }
}
