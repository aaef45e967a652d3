using System.Diagnostics.CodeAnalysis;

namespace MlOps.Routing.Staging;

/// <summary>Hands the sampled answers of a route to a lane: those of live to a shadow's, those of a canary to one that asks live.</summary>
/// <remarks>
/// Whether a row is sampled, and whether there is a place for it, is settled before anybody is asked: what is dropped hangs on neither the
/// answer nor on how long it took.
/// </remarks>
internal sealed class LaneTap<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
    ShadowLane<TInput, TOutput> lane, Pairing<TInput, TOutput> pairing, Func<TInput, TInput>? copy, Draw draw)
    : Tap<TInput, TOutput>
{
    private readonly EvidenceRecorder _evidence = pairing.Evidence;
    private readonly bool _isCanary = pairing.Candidate.Role == RouteRole.Canary;

    public override Sampling Begin() => !draw.Hits() ? Sampling.No : lane.TryTakePlace() ? Sampling.Placed : Sampling.Dropped;

    public override void Answered(TInput input, TOutput answer, Sampling sampling, TimeSpan took)
    {
        if (sampling != Sampling.No)
        {
            (_isCanary ? _evidence.CandidateLatency : _evidence.LiveLatency).Add(took);
        }

        Take(input, answer, null, sampling);
    }

    /// <summary>
    /// A row that live gave no answer to was not answered by live. One that a canary gave none to is asked of live like any other: it takes as
    /// long, so that failures which come in bursts find no more room than answers.
    /// </summary>
    public override void Failed(TInput input, AttemptFailure? failure, Sampling sampling)
    {
        if (_isCanary && failure is not null)
        {
            Take(input, default!, failure, sampling);
        }
        else if (sampling == Sampling.Placed)
        {
            lane.GiveBackPlace();
        }
    }

    private void Take(TInput input, TOutput answer, AttemptFailure? failure, Sampling sampling)
    {
        _evidence.Seen();
        if (sampling == Sampling.No)
        {
            return;
        }

        _evidence.Sampled();
        if (sampling == Sampling.Placed)
        {
            Enqueue(input, answer, failure);
        }
        else
        {
            pairing.Dropped();
        }
    }

    private void Enqueue(TInput input, TOutput answer, AttemptFailure? failure)
    {
        try
        {
            lane.Enqueue(new(copy is null ? input : copy(input) ?? throw new InvalidOperationException("The copy of a row is null."), answer, failure));
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
