using System.Collections.Immutable;

namespace MlOps.Heuristics;

/// <summary>
/// Step 6 of the life of a prediction: lets each rule keep, change or withhold the answer, whoever gave it. A changed answer passes
/// the answer check again; one that fails it counts as a failure of the rule, and the answer before stands.
/// </summary>
internal sealed class HeuristicStage<TInput, TOutput>(
    IHeuristic<TInput, TOutput>[] rules, Func<Route?, TOutput, ImmutableArray<Violation>> checkAnswer, IModel<TInput, TOutput> inner)
    : IModel<TInput, TOutput>
{
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var pending = inner.PredictAsync(input, cancellationToken);
        return pending.IsCompletedSuccessfully ? new(Apply(input, pending.Result)) : AwaitAsync(input, pending);
    }

    private async ValueTask<Prediction<TOutput>> AwaitAsync(TInput input, ValueTask<Prediction<TOutput>> pending) =>
        Apply(input, await pending.ConfigureAwait(false));

    private Prediction<TOutput> Apply(TInput input, in Prediction<TOutput> prediction)
    {
        if (!prediction.TryGetValue(out var answer))
        {
            return prediction;
        }

        List<FiredHeuristic>? fired = null;
        foreach (var rule in rules)
        {
            if (Decide(rule, input, prediction.Route, ref answer) is { } effect)
            {
                (fired ??= [.. prediction.Heuristics]).Add(effect);
                if (effect.Effect == HeuristicEffect.Suppressed)
                {
                    return prediction.Suppress() with { Heuristics = fired };
                }
            }
        }

        return fired is null ? prediction : prediction.WithValue(answer) with { Heuristics = fired };
    }

    /// <summary>What the rule did, or null where it kept the answer.</summary>
    private FiredHeuristic? Decide(IHeuristic<TInput, TOutput> rule, TInput input, Route? route, ref TOutput answer)
    {
        HeuristicDecision<TOutput> decision;
        try
        {
            decision = rule.Decide(input, answer);
        }
#pragma warning disable CA1031 // A rule's failure is never the prediction's.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Failed(rule, $"it threw {e.GetType().Name}", e);
        }

        switch (decision.Effect)
        {
            case HeuristicEffect.Changed:
                if (checkAnswer(route, decision.Answer!) is var violations && violations.Any(v => v.Severity == Severity.Hard))
                {
                    return Failed(rule, $"its answer is invalid: {string.Join("; ", violations)}", null);
                }

                answer = decision.Answer!;
                return new(rule.Name, HeuristicEffect.Changed, decision.Because);
            case HeuristicEffect.Suppressed:
                return new(rule.Name, HeuristicEffect.Suppressed, decision.Because);
            default:
                return null;
        }
    }

    private static FiredHeuristic Failed(IHeuristic<TInput, TOutput> rule, string because, Exception? e) => new(
        rule.Name,
        rule.OnFailure == HeuristicFailureMode.Suppress ? HeuristicEffect.Suppressed : HeuristicEffect.Failed,
        because) { Exception = e };
}
