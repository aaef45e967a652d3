namespace MlOps;

/// <summary>The registry holds no such model or version. It was reached: this is never an outage.</summary>
public sealed class ModelNotFoundException : MlOpsException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was wrong, where, and what to do.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public ModelNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
