using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MlOps.Building;

namespace MlOps.Heuristics.Running;

/// <summary>
/// Step 6 of the life of a prediction: lets each rule keep, change or withhold the answer, whoever gave it. A changed answer passes
/// the answer check again: one that fails it counts as a failure of the rule, and the answer before stands; one that breaks only soft
/// rules brings its violations in the place of those of the answer before.
/// </summary>
internal sealed class HeuristicStage<TInput, TOutput>(
    RuleBook<TInput, TOutput> book, Func<Route?, TOutput, ImmutableArray<Violation>> checkAnswer, IModel<TInput, TOutput> inner)
    : IModel<TInput, TOutput>, IHeuristicStage
{
    public string Digest => book.Set.Digest;

    public HeuristicSetStatus GetStatus() => book.GetStatus();

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

        var set = book.Set;
        book.Seen.Increment();
        var first = FirstToAct(set, 0, input, prediction.ValueOrDefault!, out var decision, out var failure);
        return first == set.Looks.Length ? prediction : ApplyFrom(set, first, decision, failure, input, prediction);
    }

    /// <summary>Where the next rule stands that does something, or their number where none does.</summary>
    private static int FirstToAct(
        RuleSet<TInput, TOutput> set, int from, TInput input, TOutput answer, out HeuristicDecision<TOutput> decision, out Exception? failure)
    {
        var (at, looks) = (from, set.Looks);
        failure = null;
        try
        {
            for (; at < looks.Length; at++)
            {
                if (looks[at](input, answer) && (decision = set.Rules[at].Layer.Decide(input, answer)).Effect != HeuristicEffect.Kept)
                {
                    return at;
                }
            }
        }
#pragma warning disable CA1031 // A rule's failure is never the prediction's.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        decision = default;
        return at;
    }

    /// <summary>Goes on from the first rule that did something; no rule is asked twice.</summary>
    private Prediction<TOutput> ApplyFrom(
        RuleSet<TInput, TOutput> set, int first, HeuristicDecision<TOutput> decision, Exception? failure, TInput input, Prediction<TOutput> prediction)
    {
        List<FiredHeuristic> fired = [.. prediction.Heuristics];
        List<Firing<TOutput>> firings = [];
        for (var at = first; at < set.Looks.Length;)
        {
            var (rule, before) = (set.Rules[at], prediction.ValueOrDefault!);
            var effect = Judge(rule, decision, failure, ref prediction);
            fired.Add(effect);
            book.Record(rule, effect, before, decision.Answer, firings);
            if (effect.Effect == HeuristicEffect.Suppressed)
            {
                foreach (var later in set.Rules.AsSpan()[(at + 1)..])
                {
                    later.Statistics.PassBy();
                }

                return prediction.Suppress() with { Heuristics = fired };
            }

            at = FirstToAct(set, at + 1, input, prediction.ValueOrDefault!, out decision, out failure);
        }

        return prediction with { Heuristics = fired };
    }

    private FiredHeuristic Judge(
        Rule<TInput, TOutput> rule, HeuristicDecision<TOutput> decision, Exception? failure, ref Prediction<TOutput> prediction)
    {
        var (dry, before) = (rule.Options.DryRun, prediction.ValueOrDefault!);
        if (failure is not null)
        {
            return Failed(rule, before, $"it threw {failure.GetType().Name}", failure);
        }

        var fired = new FiredHeuristic(rule.Name, decision.Effect, decision.Because);
        if (decision.Effect == HeuristicEffect.Changed)
        {
            ImmutableArray<Violation> violations;
            try
            {
                violations = checkAnswer(prediction.Route, decision.Answer!);
            }
#pragma warning disable CA1031 // The check reads the rule's answer by the host's code.
            catch (Exception e)
#pragma warning restore CA1031
            {
                return Failed(rule, before, $"its answer can't be checked ({e.GetType().Name})", e);
            }

            if (violations.Any(v => v.Severity == Severity.Hard))
            {
                return Failed(rule, before, $"its answer is invalid: {string.Join("; ", violations)}", null);
            }

            if (!dry)
            {
                // In here violations are the answer's alone: the input check stands outside and adds its own later.
                prediction = prediction.WithValue(decision.Answer!) with { Violations = violations };
            }
        }

        if (dry)
        {
            fired = fired with { Effect = decision.Effect == HeuristicEffect.Changed ? HeuristicEffect.WouldChange : HeuristicEffect.WouldSuppress };
        }

        return !rule.Options.RecordAnswers ? fired
            : fired with { Before = before, After = decision.Effect == HeuristicEffect.Changed ? decision.Answer : null };
    }

    private static FiredHeuristic Failed(Rule<TInput, TOutput> rule, TOutput before, string because, Exception? e) => new(
        rule.Name,
        rule.OnFailure == HeuristicFailureMode.Suppress && !rule.Options.DryRun ? HeuristicEffect.Suppressed : HeuristicEffect.Failed,
        because)
    { HasFailed = true, Exception = e, Before = rule.Options.RecordAnswers ? before : null };
}
