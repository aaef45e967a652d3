using System.Security.Cryptography;

namespace MlOps.Registry.Signing;

/// <summary>The keys that the host gave: one to sign with, some to trust. Nothing in a store has a say in it.</summary>
internal sealed class Keyring : IDisposable
{
    public static readonly Keyring Empty = new(null, []);

    private readonly IReadOnlyList<ECDsa> _owned;

    /// <param name="signing">Signs what this registry writes; null to sign nothing.</param>
    /// <param name="trusted">The public keys that are trusted; none to trust everything.</param>
    /// <param name="owned">Those that are disposed with this.</param>
    public Keyring(ECDsa? signing, IReadOnlyCollection<ECDsa> trusted, IReadOnlyList<ECDsa>? owned = null)
    {
        _owned = owned ?? [];
        Signing = signing is null ? null : new(signing);
        Trusted = trusted.Count == 0 ? null : new(trusted);
        if (Signing is not null && Trusted?.Contains(Signing.Id) == false)
        {
            throw new MlOpsException(
                $"The model registry signs with key '{Signing.Id}' and doesn't trust it, so it would refuse what it writes: add the key's public half with TrustOnly.");
        }
    }

    /// <summary>Null to sign nothing.</summary>
    public SigningKey? Signing { get; }

    /// <summary>Null to trust everything.</summary>
    public TrustedKeys? Trusted { get; }

    /// <summary>Refuses to write what this same registry would refuse to read.</summary>
    /// <param name="what">What is to be done, as in <c>Registering a version of 'income'</c>.</param>
    public void DemandThatItSigns(string what)
    {
        if (Trusted is not null && Signing is null)
        {
            throw new UntrustedRecordException(
                $"{what} makes no sense here: this registry trusts only what is signed, and has no key to sign with. Add SignWith, or do it where there is one.");
        }
    }

    public void Dispose()
    {
        foreach (var key in _owned)
        {
            key.Dispose();
        }
    }
}
