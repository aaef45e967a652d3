using MlOps.Heuristics.State;

namespace MlOps.Heuristics.Rules;

/// <summary>For what a rule is made.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Kind">What kind of rule it is.</param>
/// <param name="DryRun">Whether it runs dry.</param>
/// <param name="Time">The time.</param>
/// <param name="Memory">What the model's rules will remember.</param>
internal sealed record RuleContext(string Name, string Kind, bool DryRun, TimeProvider Time, MemoryDraft Memory)
{
    /// <summary>What the rule remembers: the same through reloads and swaps of models, another in a dry run. It is fitted to the options when the rule is in force.</summary>
    public TState Remembered<TState>(Func<TState> create, Action<TState> fit)
        where TState : class => Memory.Of(Name, Kind, DryRun, create, fit);

    /// <summary>What the rule remembers of each key, for as many as there may be.</summary>
    public KeyedState<TKey, TState> RememberedByKey<TKey, TState>(int maxKeys)
        where TKey : notnull => Remembered(() => new KeyedState<TKey, TState>(maxKeys), states => states.Resize(maxKeys));
}
