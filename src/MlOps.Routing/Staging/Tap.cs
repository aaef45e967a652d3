namespace MlOps.Routing.Staging;

/// <summary>What looks on while callers ask a route. It is called on their threads: it takes no lock, and never throws.</summary>
internal abstract class Tap<TInput, TOutput>
{
    /// <summary>What is to become of the next row. Whatever it comes to is told by one of the other methods.</summary>
    public abstract Sampling Begin();

    /// <summary>The route answered.</summary>
    /// <param name="input">The row.</param>
    /// <param name="answer">The answer, as it left the answer check.</param>
    /// <param name="sampling">What was to become of the row.</param>
    /// <param name="took">How long it took; zero for a row that is not sampled.</param>
    public abstract void Answered(TInput input, TOutput answer, Sampling sampling, TimeSpan took);

    /// <summary>The route gave no valid answer.</summary>
    /// <param name="input">The row.</param>
    /// <param name="failure">What went wrong; null where the caller left.</param>
    /// <param name="sampling">What was to become of the row.</param>
    public abstract void Failed(TInput input, AttemptFailure? failure, Sampling sampling);
}
