namespace MlOps.Heuristics.Running;

/// <summary>A rule as it was declared; it is made anew whenever the configuration changes.</summary>
/// <param name="name">The name that it was declared with.</param>
internal abstract class RuleDeclaration<TInput, TOutput>(string name)
{
    public string Name => name;

    /// <summary>Makes the rule; null where it can't be, which is then among the mistakes.</summary>
    public abstract Rule<TInput, TOutput>? Make(RuleMaking making);
}
