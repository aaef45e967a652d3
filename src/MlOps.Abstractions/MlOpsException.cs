namespace MlOps;

/// <summary>A fault or a misuse that MlOps.Sdk reports; the family of its exceptions.</summary>
public class MlOpsException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was wrong, where, and what to do.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public MlOpsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
