using System.Collections.Immutable;
using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Running;

/// <summary>The rules in force, in their order. Immutable, and replaced whole: a prediction reads one from start to end.</summary>
internal sealed class RuleSet<TInput, TOutput>(ImmutableArray<Rule<TInput, TOutput>> rules)
{
    public ImmutableArray<Rule<TInput, TOutput>> Rules => rules;

    /// <summary>What the rules do, one after the other: the loop over rules that don't fire reads nothing else.</summary>
    public Layer<TInput, TOutput>[] Layers { get; } = [.. rules.Select(r => r.Layer)];
}
