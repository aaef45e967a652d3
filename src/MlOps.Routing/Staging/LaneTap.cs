using System.Diagnostics.CodeAnalysis;

namespace MlOps.Routing.Staging;

/// <summary>Hands the sampled answers of a route to a lane: those of live to a shadow's, those of a canary to one that asks live.</summary>
internal sealed class LaneTap<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
    ShadowLane<TInput, TOutput> lane, Pairing<TInput, TOutput> pairing, Func<TInput, TInput>? copy, Draw draw, double share)
    : Tap<TInput, TOutput>(draw, share)
{
    private readonly EvidenceRecorder _evidence = pairing.Evidence;
    private readonly bool _isCanary = pairing.Candidate.Role == RouteRole.Canary;

    public override void Answered(TInput input, TOutput answer, TimeSpan? took)
    {
        _evidence.Seen();
        if (took is not { } time)
        {
            return;
        }

        _evidence.Sampled();
        (_isCanary ? _evidence.CandidateLatency : _evidence.LiveLatency).Add(time);
        if (lane.TryTakePlace())
        {
            Enqueue(input, answer);
        }
        else
        {
            pairing.Dropped();
        }
    }

    /// <summary>
    /// A row that live gave no answer to was not answered by live. One that a canary gave none to is a disagreement: it needs no asking, but
    /// a place like any other, so that it isn't dropped less often than a row that they agree on.
    /// </summary>
    public override void Failed(AttemptFailure failure, bool isSampled)
    {
        if (!_isCanary)
        {
            return;
        }

        _evidence.Seen();
        if (!isSampled)
        {
            return;
        }

        _evidence.Sampled();
        if (lane.TryTakePlace())
        {
            lane.GiveBackPlace();
            pairing.CandidateFailed(failure, null);
        }
        else
        {
            pairing.Dropped();
        }
    }

    private void Enqueue(TInput input, TOutput answer)
    {
        try
        {
            lane.Enqueue(new(copy is null ? input : copy(input), answer));
        }
#pragma warning disable CA1031 // The host's code; a row that it can't copy is answered all the same.
        catch (Exception e)
#pragma warning restore CA1031
        {
            lane.GiveBackPlace();
            pairing.Unpaired("the copy", e);
        }
    }
}
