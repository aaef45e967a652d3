using System.Collections.Concurrent;

namespace MlOps.Heuristics.State;

/// <summary>What the rules of one model remember, by their names. It outlives plans, models and reloads, and ends with the host.</summary>
internal sealed class RuleMemory
{
    private readonly ConcurrentDictionary<(string Rule, bool DryRun), (string Kind, object State)> _states = new();

    /// <summary>What the rule remembers; null for one that remembers nothing yet, and for one of another kind that takes over the name.</summary>
    public TState? Find<TState>(string rule, string kind, bool dryRun)
        where TState : class =>
        _states.TryGetValue((rule, dryRun), out var known) && known.Kind == kind ? known.State as TState : null;

    public void Keep(string rule, string kind, bool dryRun, object state) => _states[(rule, dryRun)] = (kind, state);

    /// <summary>How many keys the rule had to forget for others.</summary>
    public long Forgotten(string rule, bool dryRun) =>
        _states.TryGetValue((rule, dryRun), out var known) && known.State is IKeyedState keyed ? keyed.Forgotten : 0;
}
