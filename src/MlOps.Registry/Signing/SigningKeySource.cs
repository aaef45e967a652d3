using System.Security.Cryptography;

namespace MlOps.Registry.Signing;

/// <summary>Where the key to sign with comes from.</summary>
internal sealed class SigningKeySource(Func<IServiceProvider, ECDsa> open, bool isOwned)
{
    /// <summary>What messages call the key.</summary>
    public const string Name = "The key that SignWith gives the model registry";

    /// <summary>Whether the key is disposed with the registry.</summary>
    public bool IsOwned => isOwned;

    public ECDsa Open(IServiceProvider services) => open(services);
}
