using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Registry.Signing;

namespace MlOps;

/// <summary>Gives the registry keys: one to sign with, some to trust. They are the host's; nothing in the store has a say in it.</summary>
public static class SigningBuilderExtensions
{
    /// <summary>Signs every version that this registry registers, and every deployment that it makes. The last call counts.</summary>
    /// <param name="builder">The registry.</param>
    /// <param name="privateKeyPem">A private key of the curve P-256 as PEM, not encrypted. It is read when the host starts, and never shown.</param>
    public static IModelRegistryBuilder SignWith(this IModelRegistryBuilder builder, string privateKeyPem)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(privateKeyPem);
        builder.Services.AddSingleton(new SigningKeySource(_ => KeyFormat.ReadPrivate(privateKeyPem, SigningKeySource.Name), isOwned: true));
        return builder;
    }

    /// <inheritdoc cref="SignWith(IModelRegistryBuilder, string)"/>
    /// <param name="builder">The registry.</param>
    /// <param name="key">Gives a key of the curve P-256, such as one of a key store that never shows it. Whoever made it disposes it.</param>
    public static IModelRegistryBuilder SignWith(this IModelRegistryBuilder builder, Func<IServiceProvider, ECDsa> key)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(key);
        builder.Services.AddSingleton(new SigningKeySource(
            services => KeyFormat.Checked(key(services) ?? throw new MlOpsException($"{SigningKeySource.Name} is null: SignWith has to give one."), SigningKeySource.Name),
            isOwned: false));
        return builder;
    }

    /// <summary>
    /// Trusts only what one of these keys signed: no other version is opened or deployed, no other deployment is followed, and nothing else
    /// is imported. Calling this again adds keys; several are trusted while one takes the place of another.
    /// </summary>
    /// <param name="builder">The registry.</param>
    /// <param name="publicKeysPem">Public keys of the curve P-256, each as PEM; at least one. They are read when the host starts.</param>
    public static IModelRegistryBuilder TrustOnly(this IModelRegistryBuilder builder, params IReadOnlyCollection<string> publicKeysPem)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(publicKeysPem);
        if (publicKeysPem.Count == 0)
        {
            throw new ArgumentException("Name at least one key to trust: with none nothing could be loaded.", nameof(publicKeysPem));
        }

        foreach (var pem in publicKeysPem)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(pem, nameof(publicKeysPem));
            builder.Services.AddSingleton(new TrustedKeySource(pem));
        }

        return builder;
    }
}
