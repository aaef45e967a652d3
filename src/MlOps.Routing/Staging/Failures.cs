namespace MlOps.Routing.Staging;

internal static class Failures
{
    /// <summary>What went wrong with a version that gave no answer.</summary>
    public static AttemptFailure Of<TOutput>(in Prediction<TOutput> prediction) =>
        prediction.Attempts.Count > 0 ? prediction.Attempts[^1].Failure : AttemptFailure.NoAnswer;
}
