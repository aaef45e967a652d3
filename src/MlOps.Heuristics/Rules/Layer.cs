namespace MlOps.Heuristics.Rules;

/// <summary>What a rule does, without what is said about it. Called by many threads at once.</summary>
internal abstract class Layer<TInput, TOutput>
{
    /// <summary>
    /// A quick look: false says that the answer stands, and then nothing else is asked. It is a delegate, so that a rule over a condition costs the
    /// one call of that condition, which is what ten rules can afford on every prediction. It is taken once for a set.
    /// </summary>
    public abstract Func<TInput, TOutput, bool> MayFire { get; }

    /// <summary>Decides about an answer that <see cref="MayFire"/> let through.</summary>
    public abstract HeuristicDecision<TOutput> Decide(TInput input, TOutput answer);

    /// <summary>By how much an answer was changed, for answers that have a number; else NaN.</summary>
    public virtual double Change(TOutput before, TOutput after) => double.NaN;

    /// <summary>Why the rule can never fire on an answer that keeps to the schema, or null where it can or nobody knows.</summary>
    public virtual string? WhyNever(DataSchema schema) => null;
}
