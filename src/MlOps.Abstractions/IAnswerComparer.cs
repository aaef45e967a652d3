namespace MlOps;

/// <summary>Compares what two versions answer to the same row, as a shadow or a canary is compared with the live version.</summary>
/// <typeparam name="TOutput">The answer.</typeparam>
/// <remarks>
/// Called by many threads at once, never on that of a caller. Neither answer is null, and neither may be changed: one has gone out. What
/// it throws, and a distance that isn't a finite number of at least 0, counts as a row that can't be compared.
/// </remarks>
public interface IAnswerComparer<in TOutput>
{
    /// <summary>Compares two answers.</summary>
    /// <param name="live">What the live version answers.</param>
    /// <param name="candidate">What the candidate answers.</param>
    AnswerDifference Compare(TOutput live, TOutput candidate);
}
