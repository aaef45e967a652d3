using System.Diagnostics.CodeAnalysis;
using MlOps.Routing.Observing;

namespace MlOps.Routing.Staging;

/// <summary>Makes evidence of what became of the rows of a lane: pairs of what the live version and the candidate answer. It never throws.</summary>
/// <param name="candidate">The candidate's route.</param>
/// <param name="evidence">What is counted.</param>
/// <param name="comparer">Compares the two answers.</param>
/// <param name="rowText">Describes rows.</param>
/// <param name="answerText">Describes answers.</param>
/// <param name="telemetry">Told of each row.</param>
/// <param name="isSensitive">Whether rows or answers hold what must appear in no log.</param>
/// <param name="time">The clock.</param>
internal sealed class Pairing<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
    Route candidate,
    EvidenceRecorder evidence,
    IAnswerComparer<TOutput> comparer,
    RowText<TInput> rowText,
    RowText<TOutput> answerText,
    ModelTelemetry telemetry,
    bool isSensitive,
    TimeProvider time)
{
    private long _droppedBefore;

    // A shadow's lane asks the candidate what live has answered; a canary's asks live what the candidate has answered.
    private readonly bool _asksCandidate = candidate.Role == RouteRole.Shadow;

    public EvidenceRecorder Evidence => evidence;

    public Route Candidate => candidate;

    public void Answered(AnsweredRow<TInput, TOutput> row, TOutput answer, TimeSpan took)
    {
        if (_asksCandidate)
        {
            evidence.CandidateLatency.Add(took);
            Compare(row.Row, row.Answer, answer);
        }
        else if (row.Failure is { } failure)
        {
            CandidateFailed(failure, null);
        }
        else
        {
            Compare(row.Row, answer, row.Answer);
        }

        TellOfDrops();
    }

    public void Failed(AnsweredRow<TInput, TOutput> row, AttemptFailure failure, Exception? exception)
    {
        if (_asksCandidate)
        {
            CandidateFailed(failure, exception);
        }
        else
        {
            Unpaired("live", exception);
        }

        TellOfDrops();
    }

    /// <summary>There was no place for a sampled row; called on callers' threads.</summary>
    public void Dropped()
    {
        evidence.Dropped();
        telemetry.CandidateRow(candidate, "dropped");
    }

    /// <summary>A sampled row can't be compared, through no fault of the candidate.</summary>
    public void Unpaired(string source, Exception? exception)
    {
        evidence.Unpaired();
        telemetry.CandidateRow(candidate, "unpaired");
        telemetry.Unpaired(candidate, source, exception, isSensitive);
    }

    /// <summary>A row was kept from a canary for want of a key.</summary>
    public void WithoutKey()
    {
        evidence.WithoutKey();
        telemetry.CandidateRow(candidate, "without key");
    }

    /// <summary>Tells of rows that were dropped. Not where that happens, on the callers' threads: what writes logs takes locks.</summary>
    public void TellOfDrops()
    {
        var dropped = evidence.DroppedSoFar;
        if (Interlocked.Exchange(ref _droppedBefore, dropped) < dropped)
        {
            telemetry.RowsDropped(candidate, dropped);
        }
    }

    /// <summary>The candidate gave no valid answer to a sampled row.</summary>
    private void CandidateFailed(AttemptFailure failure, Exception? exception)
    {
        evidence.Failed(failure);
        telemetry.CandidateRow(candidate, failure.ToString());
        if (_asksCandidate)
        {
            // A canary's failures are attempts of predictions, which are told already.
            telemetry.ShadowFailed(candidate, failure, exception, isSensitive);
        }
    }

    private void Compare(TInput row, TOutput live, TOutput other)
    {
        AnswerDifference difference;
        try
        {
            difference = comparer.Compare(live, other);
            if (!double.IsFinite(difference.Distance) || difference.Distance < 0)
            {
                throw new InvalidOperationException($"The comparer said that two answers are {difference.Distance} apart: a distance is a finite number of 0 or more.");
            }
        }
#pragma warning disable CA1031 // The host's code; a row that it can't compare is no reason not to compare others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Unpaired("the comparer", e);
            return;
        }

        if (difference.Agrees)
        {
            evidence.Agreed();
        }
        else
        {
            evidence.Differed(difference.Distance, () => Describe(difference.Distance, row, live, other));
        }

        telemetry.CandidateRow(candidate, difference.Agrees ? "agreed" : "differed");
    }

    private Disagreement Describe(double distance, TInput row, TOutput live, TOutput other) =>
        new(distance, time.GetUtcNow(), Text(rowText, row), Text(answerText, live), Text(answerText, other));

    private static string Text<[DynamicallyAccessedMembers(RowMembers.All)] T>(RowText<T> text, T value)
    {
        try
        {
            return text.Of(value);
        }
#pragma warning disable CA1031 // A getter of the host may throw anything, here as anywhere.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"({e.GetType().Name})";
        }
    }
}
