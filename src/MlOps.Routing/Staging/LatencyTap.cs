namespace MlOps.Routing.Staging;

/// <summary>Measures how long live takes beside a canary.</summary>
internal sealed class LatencyTap<TInput, TOutput>(LatencyRecorder latency, Draw draw) : Tap<TInput, TOutput>
{
    public override Sampling Begin() => draw.Hits() ? Sampling.Placed : Sampling.No;

    public override void Answered(TInput input, TOutput answer, Sampling sampling, TimeSpan took)
    {
        if (sampling != Sampling.No)
        {
            latency.Add(took);
        }
    }

    public override void Failed(TInput input, AttemptFailure? failure, Sampling sampling)
    {
        // Live's failures are no evidence of a canary.
    }
}
