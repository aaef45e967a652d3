namespace MlOps;

/// <summary>A file can't be imported: it is no export, was damaged, or breaks a rule or a limit. Nothing of it was imported.</summary>
public sealed class ImportException : MlOpsException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was wrong, where, and what to do.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public ImportException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
