namespace MlOps.Routing.Staging;

/// <summary>What looks on while callers ask a route. It is called on their threads: it takes no lock, and never throws.</summary>
/// <param name="draw">Draws the rows that are sampled.</param>
/// <param name="share">The share of them.</param>
internal abstract class Tap<TInput, TOutput>(Draw draw, double share)
{
    /// <summary>Whether the next row is sampled. Drawn before anybody is asked, so that it hangs on no answer.</summary>
    public bool Samples() => share >= 1 || (share > 0 && draw.Next() < share);

    /// <summary>The route answered.</summary>
    /// <param name="input">The row.</param>
    /// <param name="answer">The answer, as it left the answer check.</param>
    /// <param name="took">How long it took; null for a row that is not sampled.</param>
    public abstract void Answered(TInput input, TOutput answer, TimeSpan? took);

    /// <summary>The route gave no valid answer.</summary>
    public abstract void Failed(AttemptFailure failure, bool isSampled);
}
