namespace MlOps;

/// <summary>
/// A version or deployment isn't signed by a trusted key, isn't what was signed or deployed, or is older than what was seen; or a registry
/// that trusts only what is signed has no key to sign with. The store was reached: this is never an outage.
/// </summary>
public sealed class UntrustedRecordException : MlOpsException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was wrong, where, and what to do.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public UntrustedRecordException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
