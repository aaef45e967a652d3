namespace MlOps.Routing.Staging;

/// <summary>Measures how long live takes beside a canary.</summary>
internal sealed class LatencyTap<TInput, TOutput>(LatencyRecorder latency, Draw draw, double share) : Tap<TInput, TOutput>(draw, share)
{
    public override void Answered(TInput input, TOutput answer, TimeSpan? took)
    {
        if (took is { } time)
        {
            latency.Add(time);
        }
    }

    public override void Failed(AttemptFailure failure, bool isSampled)
    {
        // Live's failures are no evidence of a canary.
    }
}
