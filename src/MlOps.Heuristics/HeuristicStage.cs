using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace MlOps.Heuristics;

/// <summary>
/// Step 6 of the life of a prediction: lets each rule keep, change or withhold the answer, whoever gave it. A changed answer passes
/// the answer check again: one that fails it counts as a failure of the rule, and the answer before stands; one that breaks only soft
/// rules brings its violations in the place of those of the answer before.
/// </summary>
internal sealed class HeuristicStage<TInput, TOutput>(
    IHeuristic<TInput, TOutput>[] rules, Func<Route?, TOutput, ImmutableArray<Violation>> checkAnswer, IModel<TInput, TOutput> inner)
    : IModel<TInput, TOutput>
{
    [MethodImpl(MethodImplOptions.NoInlining)] // Stages inlined into each other share one large frame, which every call would have to clear.
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var pending = inner.PredictAsync(input, cancellationToken);
        return pending.IsCompletedSuccessfully ? new(Apply(input, pending.Result)) : AwaitAsync(input, pending);
    }

    private async ValueTask<Prediction<TOutput>> AwaitAsync(TInput input, ValueTask<Prediction<TOutput>> pending) =>
        Apply(input, await pending.ConfigureAwait(false));

    private Prediction<TOutput> Apply(TInput input, Prediction<TOutput> prediction)
    {
        if (prediction.Outcome != PredictionOutcome.Answered)
        {
            return prediction;
        }

        var answer = prediction.ValueOrDefault!;
        for (var i = 0; i < rules.Length; i++)
        {
            var decision = Ask(rules[i], input, answer, out var failure);
            if (decision.Effect != HeuristicEffect.Kept || failure is not null)
            {
                return ApplyFrom(i, decision, failure, input, prediction);
            }
        }

        return prediction;
    }

    /// <summary>Goes on from the first rule that did something; no rule is asked twice.</summary>
    private Prediction<TOutput> ApplyFrom(
        int first, HeuristicDecision<TOutput> decision, Exception? failure, TInput input, Prediction<TOutput> prediction)
    {
        List<FiredHeuristic> fired = [.. prediction.Heuristics];
        for (var i = first; i < rules.Length; i++)
        {
            if (i > first)
            {
                decision = Ask(rules[i], input, prediction.ValueOrDefault!, out failure);
            }

            if (Judge(rules[i], decision, failure, ref prediction) is { } effect)
            {
                fired.Add(effect);
                if (effect.Effect == HeuristicEffect.Suppressed)
                {
                    return prediction.Suppress() with { Heuristics = fired };
                }
            }
        }

        return prediction with { Heuristics = fired };
    }

    private static HeuristicDecision<TOutput> Ask(IHeuristic<TInput, TOutput> rule, TInput input, TOutput answer, out Exception? failure)
    {
        failure = null;
        try
        {
            return rule.Decide(input, answer);
        }
#pragma warning disable CA1031 // A rule's failure is never the prediction's.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
            return default;
        }
    }

    /// <summary>What the rule did, or null where it kept the answer.</summary>
    private FiredHeuristic? Judge(
        IHeuristic<TInput, TOutput> rule, HeuristicDecision<TOutput> decision, Exception? failure, ref Prediction<TOutput> prediction)
    {
        if (failure is not null)
        {
            return Failed(rule, $"it threw {failure.GetType().Name}", failure);
        }

        if (decision.Effect == HeuristicEffect.Changed)
        {
            var violations = checkAnswer(prediction.Route, decision.Answer!);
            if (violations.Any(v => v.Severity == Severity.Hard))
            {
                return Failed(rule, $"its answer is invalid: {string.Join("; ", violations)}", null);
            }

            // In here violations are the answer's alone: the input check stands outside and adds its own later.
            prediction = prediction.WithValue(decision.Answer!) with { Violations = violations };
        }

        return decision.Effect == HeuristicEffect.Kept ? null : new(rule.Name, decision.Effect, decision.Because);
    }

    private static FiredHeuristic Failed(IHeuristic<TInput, TOutput> rule, string because, Exception? e) => new(
        rule.Name,
        rule.OnFailure == HeuristicFailureMode.Suppress ? HeuristicEffect.Suppressed : HeuristicEffect.Failed,
        because)
    { Exception = e };
}
