using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MlOps.Registry.Signing;

namespace MlOps.Registry.Building;

/// <summary>Reads the keys that the host gave, in code and as files, and says what is wrong with them.</summary>
internal static class KeyringFactory
{
    public static Keyring Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<RegistryOptions>>().Value;
        var owned = new List<ECDsa>();
        try
        {
            var trusted = new List<ECDsa>();
            foreach (var (at, source) in services.GetServices<TrustedKeySource>().Index())
            {
                trusted.Add(Own(KeyFormat.ReadPublic(source.Pem, $"Key {at + 1} of those that TrustOnly gives the model registry")));
            }

            foreach (var path in options.TrustedKeyFiles)
            {
                trusted.Add(Own(KeyFormat.ReadPublic(ReadFile(path, nameof(RegistryOptions.TrustedKeyFiles)), $"The file '{path}' of RegistryOptions.TrustedKeyFiles")));
            }

            return new(FindSigning(), trusted, owned);
        }
        catch
        {
            owned.ForEach(key => key.Dispose());
            throw;
        }

        ECDsa? FindSigning()
        {
            if (services.GetService<SigningKeySource>() is { } source)
            {
                return source.IsOwned ? Own(source.Open(services)) : source.Open(services);
            }

            return options.SigningKeyFile is { } path
                ? Own(KeyFormat.ReadPrivate(ReadFile(path, nameof(RegistryOptions.SigningKeyFile)), $"The file '{path}' of RegistryOptions.SigningKeyFile"))
                : null;
        }

        ECDsa Own(ECDsa key)
        {
            owned.Add(key);
            return key;
        }
    }

    private static string ReadFile(string path, string option)
    {
        if (!Path.IsPathFullyQualified(path))
        {
            throw new MlOpsException($"RegistryOptions.{option} names '{path}', which depends on the current directory: give the full path.");
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MlOpsException($"The file '{path}' of RegistryOptions.{option} can't be read: {e.Message} See that it is there and may be read by this process.", e);
        }
    }
}
