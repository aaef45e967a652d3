using System.Diagnostics.CodeAnalysis;
using MlOps.Routing.Fallback;
using MlOps.Routing.Observing;
using MlOps.Routing.Sources;

namespace MlOps.Routing.Staging;

/// <summary>Puts around the routes of a plan what compares its candidates with the live version.</summary>
/// <param name="rules">What the declaration says.</param>
/// <param name="options">How much is compared.</param>
/// <param name="evidence">Where it is counted.</param>
/// <param name="telemetry">Told of it.</param>
/// <param name="time">The clock.</param>
internal sealed class CandidateStages<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
    CandidateRules<TInput, TOutput> rules, ShadowOptions options, EvidenceBook evidence, ModelTelemetry telemetry, TimeProvider time)
{
    private readonly IAnswerComparer<TOutput> _comparer = rules.Comparer ?? new ColumnComparer<TOutput>(options.Tolerance);

    /// <summary>
    /// Taps live for a shadow, and the canary for live. A candidate that isn't loaded, or that has no live version beside it, is compared
    /// with nobody.
    /// </summary>
    /// <param name="versions">The plan's versions, live first.</param>
    /// <param name="targets">Their routes, in the same order.</param>
    /// <param name="asked">One of them, live or the shadow, as it is asked in the background.</param>
    /// <param name="checkedBy">The schemas that rows, and answers, are checked by.</param>
    /// <param name="isSensitive">Whether any column of theirs is sensitive.</param>
    public StagedRoutes<TInput, TOutput> Stage(
        IReadOnlyList<LoadedVersion<TInput, TOutput>> versions,
        IReadOnlyList<RouteTarget<TInput, TOutput>> targets,
        Func<RouteTarget<TInput, TOutput>, LoadedVersion<TInput, TOutput>, AskedModel<TInput, TOutput>> asked,
        (DataSchema? Rows, DataSchema? Answers) checkedBy,
        bool isSensitive)
    {
        var loaded = targets.Zip(versions).Where(t => t.First.Model is not UnloadedModel<TInput, TOutput>).ToArray();
        var staged = new StagedRoutes<TInput, TOutput>(targets[0].Model)
        {
            Canary = loaded.FirstOrDefault(t => t.First.Route.Role == RouteRole.Canary).First?.Model,
        };
        if (targets[0].Model is UnloadedModel<TInput, TOutput>)
        {
            // Nobody answers whom they could be compared with.
            return staged;
        }

        RowText<TInput> rows = new([checkedBy.Rows, .. versions.Select(v => v.Version?.InputSchema)]);

        // An answer may repeat columns of its row.
        RowText<TOutput> answers = new([checkedBy.Answers, .. versions.Select(v => v.Version?.OutputSchema), checkedBy.Rows, .. versions.Select(v => v.Version?.InputSchema)]);
        isSensitive |= rows.HidesAny || answers.HidesAny;
        foreach (var (target, version) in loaded.Where(t => t.First.Route.Role is RouteRole.Canary or RouteRole.Shadow))
        {
            AskedModel<TInput, TOutput> again;
            try
            {
                again = target.Route.Role == RouteRole.Shadow ? asked(target, version) : asked(targets[0], versions[0]);
            }
            catch (MlOpsException e)
            {
                // A stage of the host's that can't be made for the background is no reason not to serve.
                telemetry.EvidenceLacks($"{target.Route} is compared with nobody. {e.Message}", e);
                continue;
            }

            var recorder = evidence.Of(CandidateKey.Of(target.Route.Role, version.Version!, versions[0].Version!));
            var pairing = new Pairing<TInput, TOutput>(target.Route, recorder, _comparer, rows, answers, telemetry, isSensitive, time);
            staged = target.Route.Role == RouteRole.Shadow
                ? Shadow(staged, again, pairing)
                : Canary(staged, target.Model, again, pairing);
        }

        return staged;
    }

    private StagedRoutes<TInput, TOutput> Shadow(StagedRoutes<TInput, TOutput> staged, AskedModel<TInput, TOutput> shadow, Pairing<TInput, TOutput> pairing)
    {
        var lane = new ShadowLane<TInput, TOutput>(shadow, pairing, options, time);
        return staged with { Live = Tap(staged.Live, lane, pairing), Lanes = [.. staged.Lanes, lane] };
    }

    private StagedRoutes<TInput, TOutput> Canary(
        StagedRoutes<TInput, TOutput> staged, IModel<TInput, TOutput> canary, AskedModel<TInput, TOutput> live, Pairing<TInput, TOutput> pairing)
    {
        var lane = new ShadowLane<TInput, TOutput>(live, pairing, options, time);
        var measure = new LatencyTap<TInput, TOutput>(pairing.Evidence.LiveLatency, DrawFor(pairing));
        return staged with
        {
            Live = new TapStage<TInput, TOutput>(staged.Live, measure, time),
            Canary = Tap(canary, lane, pairing),
            Lanes = [.. staged.Lanes, lane],
            WithoutKey = pairing.WithoutKey,
        };
    }

    private TapStage<TInput, TOutput> Tap(IModel<TInput, TOutput> model, ShadowLane<TInput, TOutput> lane, Pairing<TInput, TOutput> pairing) =>
        new(model, new LaneTap<TInput, TOutput>(lane, pairing, rules.Copy, DrawFor(pairing)), time);

    // Seeded, so that the same traffic is sampled in the same way when it is tried again.
    private Draw DrawFor(Pairing<TInput, TOutput> pairing) => new(pairing.Candidate.Version ?? 0, options.SampleShare);
}
