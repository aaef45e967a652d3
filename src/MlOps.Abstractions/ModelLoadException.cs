namespace MlOps;

/// <summary>A model can't be loaded, or doesn't fit the types that it was declared with.</summary>
public class ModelLoadException : MlOpsException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was wrong, where, and what to do.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public ModelLoadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
