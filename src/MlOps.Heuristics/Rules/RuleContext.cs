using MlOps.Heuristics.State;

namespace MlOps.Heuristics.Rules;

/// <summary>For what a rule is made.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="DryRun">Whether it runs dry.</param>
/// <param name="Time">The time.</param>
/// <param name="Memory">What the model's rules remember.</param>
internal sealed record RuleContext(string Name, bool DryRun, TimeProvider Time, RuleMemory Memory)
{
    /// <summary>What the rule remembers: the same through reloads and swaps of models, another in a dry run.</summary>
    public TState Remembered<TState>(Func<TState> create)
        where TState : class => Memory.Of(Name, DryRun, create);

    /// <summary>What the rule remembers of each key, for as many as there may be now.</summary>
    public KeyedState<TKey, TState> RememberedByKey<TKey, TState>(int maxKeys)
        where TKey : notnull
    {
        var states = Remembered(() => new KeyedState<TKey, TState>(maxKeys));
        states.Resize(maxKeys);
        return states;
    }
}
