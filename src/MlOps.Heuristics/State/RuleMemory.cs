using System.Collections.Concurrent;

namespace MlOps.Heuristics.State;

/// <summary>What the rules of one model remember, by their names. It outlives plans, models and reloads, and ends with the host.</summary>
internal sealed class RuleMemory
{
    private readonly ConcurrentDictionary<(string Rule, bool DryRun), object> _states = new();

    /// <summary>What the rule remembers. A rule of another kind that takes over the name starts afresh.</summary>
    public TState Of<TState>(string rule, bool dryRun, Func<TState> create)
        where TState : class =>
        (TState)_states.AddOrUpdate((rule, dryRun), _ => create(), (_, known) => known as TState ?? create());

    /// <summary>How many keys the rule had to forget for others.</summary>
    public long Forgotten(string rule, bool dryRun) =>
        _states.TryGetValue((rule, dryRun), out var state) && state is IKeyedState keyed ? keyed.Forgotten : 0;
}
