namespace MlOps;

/// <summary>Makes predictions of every outcome: for models and stages, and by hand in a test.</summary>
public static class Prediction
{
    /// <summary>An answer.</summary>
    public static Prediction<TOutput> Answered<TOutput>(TOutput value) => new(PredictionOutcome.Answered, value, null);

    /// <summary>An answer that the named domain rule withheld.</summary>
    /// <param name="rule">The rule's name.</param>
    /// <param name="because">Why it withholds, for people; null where it doesn't say.</param>
    public static Prediction<TOutput> Suppressed<TOutput>(string rule, string? because = null) => new(
        PredictionOutcome.Suppressed,
        default,
        new() { Heuristics = [new FiredHeuristic(rule, HeuristicEffect.Suppressed, because)] });

    /// <summary>An input that no model was asked about, with everything that was wrong with it.</summary>
    public static Prediction<TOutput> Rejected<TOutput>(params IReadOnlyList<Violation> violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        return new(PredictionOutcome.Rejected, default, new() { Violations = violations });
    }

    /// <summary>Nobody could answer.</summary>
    /// <param name="reason">Why; not <see cref="UnavailableReason.None"/>.</param>
    /// <param name="attempts">The routes that were asked, in order.</param>
    public static Prediction<TOutput> Unavailable<TOutput>(UnavailableReason reason, params IReadOnlyList<RouteAttempt> attempts)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)reason, (int)UnavailableReason.None, nameof(reason));
        ArgumentNullException.ThrowIfNull(attempts);
        return new(PredictionOutcome.Unavailable, default, new() { Reason = reason, Attempts = attempts });
    }
}
