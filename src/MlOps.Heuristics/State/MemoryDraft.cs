namespace MlOps.Heuristics.State;

/// <summary>What the rules of a set in the making will remember. What those in force remember stays as it is until the set is taken; one that is refused leaves no trace.</summary>
internal sealed class MemoryDraft(RuleMemory memory)
{
    private readonly List<Action> _changes = [];

    /// <param name="rule">The rule's name.</param>
    /// <param name="kind">What kind of rule it is.</param>
    /// <param name="dryRun">Whether it runs dry.</param>
    /// <param name="create">Makes what is remembered, where nothing is yet.</param>
    /// <param name="fit">Fits it to the rule's options.</param>
    public TState Of<TState>(string rule, string kind, bool dryRun, Func<TState> create, Action<TState> fit)
        where TState : class
    {
        var state = memory.Find<TState>(rule, kind, dryRun) ?? create();
        _changes.Add(() =>
        {
            memory.Keep(rule, kind, dryRun, state);
            fit(state);
        });
        return state;
    }

    /// <summary>The set is taken.</summary>
    public void Take() => _changes.ForEach(c => c());
}
