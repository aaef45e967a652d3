using System.Runtime.CompilerServices;
using MlOps.Routing.Health;

namespace MlOps.Routing.Fallback;

/// <summary>
/// Asks the routes of a plan in their order until one answers: step 3, and step 5 of the life of a prediction. One that is unhealthy is
/// passed over, and asked after all where nobody else has answered. What failed travels on the prediction.
/// </summary>
internal sealed class FallbackStage<TInput, TOutput>(IReadOnlyList<RouteTarget<TInput, TOutput>> targets) : IModel<TInput, TOutput>
{
    private readonly IModel<TInput, TOutput> _firstModel = targets[0].Model;
    private readonly RouteCircuit? _firstCircuit = targets[0].Circuit;
    private readonly PredictionOrigin _firstOrigin = new(targets[0].Route, targets[0].Route) { HidesAnswer = targets[0].HidesAnswers };

    // Who answers, and who is passed over, for each target; made here so that an incident doesn't make them for each prediction.
    private readonly PredictionOrigin[] _origins = [.. targets.Select(t => new PredictionOrigin(t.Route, targets[0].Route) { HidesAnswer = t.HidesAnswers })];
    private readonly RouteAttempt[] _unhealthy = [.. targets.Select(t => new RouteAttempt(t.Route, AttemptFailure.Unhealthy))];
    private readonly RouteAttempt[] _setAside = [.. targets.Select(t => new RouteAttempt(t.Route, AttemptFailure.SetAside))];

    [MethodImpl(MethodImplOptions.NoInlining)] // Stages inlined into each other share one large frame, which every call would have to clear.
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        if (_firstCircuit is { IsClosed: false })
        {
            return AskFromAsync(0, input, [], cancellationToken);
        }

        ValueTask<Prediction<TOutput>> pending;
        try
        {
            pending = _firstModel.PredictAsync(input, cancellationToken);
        }
        catch (Exception e) when (!IsCallersWish(e, cancellationToken))
        {
            List<RouteAttempt> failed = [Threw(_firstOrigin.Route, e)];
            Count(_firstCircuit, 0, failed, cancellationToken);
            return AskFromAsync(1, input, failed, cancellationToken);
        }

        if (!pending.IsCompletedSuccessfully)
        {
            return AwaitFirstAsync(pending, input, cancellationToken);
        }

        var prediction = pending.Result;
        if (prediction.Outcome == PredictionOutcome.Answered)
        {
            _firstCircuit?.Succeeded();
            return new(prediction.AnsweredBy(_firstOrigin));
        }

        return AskNextAsync(prediction, input, cancellationToken);
    }

    private static bool IsCallersWish(Exception e, CancellationToken cancellationToken) =>
        e is OperationCanceledException && cancellationToken.IsCancellationRequested;

    private static RouteAttempt Threw(Route route, Exception e) => new(route, AttemptFailure.Threw) { Exception = e };

    private static List<RouteAttempt> FailuresOf(Route route, in Prediction<TOutput> prediction) => prediction.Attempts.Count > 0
        ? [.. prediction.Attempts]
        : [new RouteAttempt(route, AttemptFailure.NoAnswer) { Violations = prediction.Violations }];

    // A route that wasn't asked has not failed, and neither has one whose caller left meanwhile.
    private static void Count(RouteCircuit? circuit, long probe, List<RouteAttempt> failures, CancellationToken cancellationToken)
    {
        if (circuit is null)
        {
            return;
        }

        if (!cancellationToken.IsCancellationRequested && failures.FindLast(IsFault) is { } fault)
        {
            circuit.Failed(fault, probe);
        }
        else
        {
            circuit.Abandoned(probe);
        }
    }

    // Another model whose domain rules withheld its answer: the prediction's life has come to its end there, and nothing failed.
    private static bool IsWithheld(Route route, in Prediction<TOutput> prediction) =>
        prediction.Outcome == PredictionOutcome.Suppressed && route.Role == RouteRole.FallbackModel;

    private static bool IsFault(RouteAttempt attempt) =>
        attempt.Failure is AttemptFailure.Threw or AttemptFailure.InvalidAnswer or AttemptFailure.NoAnswer or AttemptFailure.TimedOut;

    private ValueTask<Prediction<TOutput>> AskNextAsync(in Prediction<TOutput> first, TInput input, CancellationToken cancellationToken)
    {
        if (IsWithheld(_firstOrigin.Route, first))
        {
            return new(first.AnsweredBy(_firstOrigin));
        }

        var failed = FailuresOf(_firstOrigin.Route, first);
        Count(_firstCircuit, 0, failed, cancellationToken);
        return AskFromAsync(1, input, failed, cancellationToken);
    }

    private async ValueTask<Prediction<TOutput>> AwaitFirstAsync(
        ValueTask<Prediction<TOutput>> pending, TInput input, CancellationToken cancellationToken)
    {
        List<RouteAttempt> failed;
        try
        {
            var prediction = await pending.ConfigureAwait(false);
            if (prediction.Outcome == PredictionOutcome.Answered)
            {
                _firstCircuit?.Succeeded();
                return prediction.AnsweredBy(_firstOrigin);
            }

            if (IsWithheld(_firstOrigin.Route, prediction))
            {
                return prediction.AnsweredBy(_firstOrigin);
            }

            failed = FailuresOf(_firstOrigin.Route, prediction);
        }
        catch (Exception e) when (!IsCallersWish(e, cancellationToken))
        {
            failed = [Threw(_firstOrigin.Route, e)];
        }

        Count(_firstCircuit, 0, failed, cancellationToken);
        return await AskFromAsync(1, input, failed, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Prediction<TOutput>> AskFromAsync(int first, TInput input, List<RouteAttempt> failed, CancellationToken cancellationToken)
    {
        List<int>? passedOver = null;
        for (var i = first; i < targets.Count; i++)
        {
            // Whatever a route threw: a caller who has left wants no other answer.
            cancellationToken.ThrowIfCancellationRequested();
            var admission = targets[i].Enter();
            if (admission.Refusal is { } refusal)
            {
                failed.Add((refusal == AttemptFailure.SetAside ? _setAside : _unhealthy)[i]);
                if (refusal == AttemptFailure.Unhealthy)
                {
                    (passedOver ??= []).Add(i);
                }

                continue;
            }

            var prediction = await AskAsync(i, admission.Probe, input, failed, cancellationToken).ConfigureAwait(false);
            if (prediction.Outcome != PredictionOutcome.None)
            {
                return prediction;
            }
        }

        // Better an answer by somebody who often fails than none.
        foreach (var i in passedOver ?? [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            failed.Remove(_unhealthy[i]);
            var prediction = await AskAsync(i, 0, input, failed, cancellationToken).ConfigureAwait(false);
            if (prediction.Outcome != PredictionOutcome.None)
            {
                return prediction;
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return Prediction.Unavailable<TOutput>(UnavailableReason.NoRouteLeft, failed) with { Assigned = _firstOrigin.Route };
    }

    /// <summary>Asks one route; where nothing comes of it, what failed is added to the list.</summary>
    private async ValueTask<Prediction<TOutput>> AskAsync(
        int i, long probe, TInput input, List<RouteAttempt> failed, CancellationToken cancellationToken)
    {
        var target = targets[i];
        List<RouteAttempt> failures;
        try
        {
            var prediction = await target.Model.PredictAsync(input, cancellationToken).ConfigureAwait(false);
            var isWithheld = IsWithheld(target.Route, prediction);
            if (isWithheld || prediction.Outcome == PredictionOutcome.Answered)
            {
                if (isWithheld)
                {
                    target.Circuit?.Abandoned(probe);
                }
                else
                {
                    target.Circuit?.Succeeded(probe);
                }

                prediction = prediction.AnsweredBy(_origins[i]);

                // What failed within another model that then answered after all.
                failed.AddRange(prediction.Attempts);
                return failed.Count > 0 ? prediction with { Attempts = failed } : prediction;
            }

            failures = FailuresOf(target.Route, prediction);
        }
        catch (Exception e) when (!IsCallersWish(e, cancellationToken))
        {
            failures = [Threw(target.Route, e)];
        }
        catch
        {
            target.Circuit?.Abandoned(probe);
            throw;
        }

        Count(target.Circuit, probe, failures, cancellationToken);
        failed.AddRange(failures);
        return default;
    }
}
