namespace MlOps;

/// <summary>Nobody could answer, and the host asked for an exception instead of an outcome.</summary>
public sealed class PredictionUnavailableException : MlOpsException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was wrong, where, and what to do.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public PredictionUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
