using System.Collections.Frozen;
using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Lists;

/// <summary>Fires on answers whose key is on a list, or isn't. No key is on no list.</summary>
internal sealed class ListLayer<TInput, TOutput>(
    ListOptions options, bool firesIfListed, Func<TInput, TOutput, string?> key, Func<TInput, TOutput, TOutput>? otherwise)
    : Layer<TInput, TOutput>
{
    private readonly FrozenSet<string> _listed = options.Values.ToFrozenSet(options.IgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    private readonly string _because = firesIfListed ? "on the list" : "not on the list";

    public override Func<TInput, TOutput, bool> MayFire => Fires;

    private bool Fires(TInput input, TOutput answer) => (key(input, answer) is { } text && _listed.Contains(text)) == firesIfListed;

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) => otherwise is null
        ? HeuristicDecision<TOutput>.Suppress(_because)
        : HeuristicDecision<TOutput>.Change(otherwise(input, answer), _because);
}
