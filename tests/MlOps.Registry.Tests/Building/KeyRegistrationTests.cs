using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MlOps.Registry.Conformance;
using MlOps.Registry.Signing;
using MlOps.Registry.Stores;

namespace MlOps.Registry;

/// <summary>Keys come from code or from files, and are looked at when a host starts.</summary>
public sealed class KeyRegistrationTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mlops-keys-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_start_tells_what_is_wrong_with_the_keys()
    {
        Assert.Contains("TrustOnly", Start(b => b.TrustOnly("no key")), StringComparison.Ordinal);
        Assert.Contains("Key 2", Start(b => b.TrustOnly(KeyPair.One.PublicPem, KeyPair.Two.PrivatePem)), StringComparison.Ordinal);
        Assert.Contains("SignWith", Start(b => b.SignWith("no key")), StringComparison.Ordinal);
        Assert.Contains("null", Start(b => b.SignWith(_ => null!)), StringComparison.Ordinal);
        Assert.Contains("refuse what it writes", Start(b => b.SignWith(KeyPair.One.PrivatePem).TrustOnly(KeyPair.Two.PublicPem)), StringComparison.Ordinal);
        Assert.Contains("full path", Start(_ => { }, o => o.TrustedKeyFiles.Add("key.pem")), StringComparison.Ordinal);
        Assert.Contains("SigningKeyFile", Start(_ => { }, o => o.SigningKeyFile = Path.Combine(_directory, "none.pem")), StringComparison.Ordinal);
        Assert.Null(Start(b => b.SignWith(KeyPair.One.PrivatePem).TrustOnly(KeyPair.Two.PublicPem).TrustOnly(KeyPair.One.PublicPem)));
        Assert.Null(Start(_ => { }));
    }

    [Fact]
    public void To_trust_nobody_is_a_mistake() => Assert.Throws<ArgumentException>(() => new ServiceCollection().AddModelRegistry().TrustOnly());

    [Fact]
    public async Task Keys_come_from_files_that_a_configuration_names()
    {
        var (signing, trusted) = (Path.Combine(_directory, "signing.pem"), Path.Combine(_directory, "trusted.pem"));
        await File.WriteAllTextAsync(signing, KeyPair.One.PrivatePem, Stop);
        await File.WriteAllTextAsync(trusted, KeyPair.One.PublicPem, Stop);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["SigningKeyFile"] = signing, ["TrustedKeyFiles:0"] = trusted })
            .Build();
        await using var provider = Provider(_ => { }, o => configuration.Bind(o));
        var registry = provider.GetRequiredService<IModelRegistry>();

        var version = await registry.RegisterAsync("m", ModelArtifact.FromBytes(new byte[] { 1 }, "test"), new() { Owner = "o", Purpose = "p" }, Stop);

        Assert.Equal(KeyPair.One.Id, version.Signature!.KeyId);
        await using var content = await registry.OpenAsync(version, Stop);
        Assert.Equal(1, content.Length);
    }

    [Fact]
    public async Task A_key_of_a_service_signs_and_is_left_to_its_owner()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using (var provider = Provider(b => b.SignWith(_ => key)))
        {
            var version = await provider.GetRequiredService<IModelRegistry>()
                .RegisterAsync("m", ModelArtifact.FromBytes(new byte[] { 1 }, "test"), new() { Owner = "o", Purpose = "p" }, Stop);
            Assert.Equal(KeyFormat.IdOf(key), version.Signature!.KeyId);
        }

        Assert.NotEmpty(key.SignData([1], HashAlgorithmName.SHA256));
    }

    [Fact]
    public void Nothing_of_a_registry_shows_a_key()
    {
        using var provider = Provider(b => b.SignWith(KeyPair.One.PrivatePem));
        var secret = KeyPair.One.PrivatePem.Split('\n')[1];
        object[] all = [provider.GetRequiredService<Keyring>(), provider.GetRequiredService<Keyring>().Signing!, provider.GetRequiredService<SigningKeySource>(), provider.GetRequiredService<IOptions<RegistryOptions>>().Value];
        Assert.All(all, o => Assert.DoesNotContain(secret, o.ToString(), StringComparison.Ordinal));
    }

    private static string? Start(Action<IModelRegistryBuilder> keys, Action<RegistryOptions>? configure = null)
    {
        using var provider = Provider(keys, configure);
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return null;
        }
        catch (MlOpsException e)
        {
            return e.Message;
        }
    }

    private static ServiceProvider Provider(Action<IModelRegistryBuilder> keys, Action<RegistryOptions>? configure = null)
    {
        var builder = new ServiceCollection().AddModelRegistry(configure);
        builder.Services.AddSingleton<IRegistryStore, InMemoryRegistryStore>().AddSingleton<IArtifactStore, InMemoryArtifactStore>();
        keys(builder);
        return builder.Services.BuildServiceProvider();
    }
}
