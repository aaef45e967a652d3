namespace MlOps;

/// <summary>
/// A version's bytes are gone or were removed, are not those that were registered, or are no folder within the limits where one is to be
/// unpacked; or a folder changed while it was registered.
/// </summary>
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
