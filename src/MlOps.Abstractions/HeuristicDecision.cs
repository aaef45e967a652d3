namespace MlOps;

/// <summary>What a heuristic decided. The default is to keep the answer.</summary>
/// <typeparam name="TOutput">The answer.</typeparam>
public readonly struct HeuristicDecision<TOutput>
{
    private HeuristicDecision(HeuristicEffect effect, TOutput? answer, string? because)
    {
        Effect = effect;
        Answer = answer;
        Because = because;
    }

    /// <summary>The answer stands.</summary>
    public static HeuristicDecision<TOutput> Keep => default;

    /// <summary>What happens to the answer.</summary>
    public HeuristicEffect Effect { get; }

    /// <summary>The answer that takes the place of the one before, where <see cref="Effect"/> is <see cref="HeuristicEffect.Changed"/>.</summary>
    public TOutput? Answer { get; }

    /// <summary>Why, for people; null where the rule's name says enough.</summary>
    public string? Because { get; }

    /// <summary>Another answer takes its place.</summary>
    public static HeuristicDecision<TOutput> Change(TOutput answer, string? because = null) => new(HeuristicEffect.Changed, answer, because);

    /// <summary>No answer is better than this one.</summary>
    public static HeuristicDecision<TOutput> Suppress(string? because = null) => new(HeuristicEffect.Suppressed, default, because);
}
