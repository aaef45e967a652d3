namespace MlOps;

/// <summary>A version's bytes are gone or were removed, or are not those that were registered.</summary>
public sealed class ArtifactException : MlOpsException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was wrong, where, and what to do.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public ArtifactException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
