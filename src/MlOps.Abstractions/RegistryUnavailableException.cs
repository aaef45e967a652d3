namespace MlOps;

/// <summary>The registry's store can't be reached or used. It says nothing about what the store holds.</summary>
public sealed class RegistryUnavailableException : MlOpsException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was wrong, where, and what to do.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public RegistryUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
