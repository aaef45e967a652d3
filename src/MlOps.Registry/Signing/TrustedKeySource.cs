namespace MlOps.Registry.Signing;

/// <summary>A public key that the host trusts, as it was given.</summary>
internal sealed class TrustedKeySource(string pem)
{
    public string Pem => pem;
}
