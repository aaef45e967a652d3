using System.Security.Cryptography;
using MlOps.Registry.Conformance;

namespace MlOps.Registry.Signing;

public class KeyFormatTests
{
    [Fact]
    public void Keys_of_other_curves_are_refused()
    {
        foreach (var curve in new[] { ECCurve.NamedCurves.nistP384, ECCurve.NamedCurves.nistP521, ECCurve.NamedCurves.brainpoolP256r1 })
        {
            using var key = ECDsa.Create(curve);
            Assert.Contains("P-256", Assert.Throws<MlOpsException>(() => KeyFormat.ReadPrivate(key.ExportPkcs8PrivateKeyPem(), "The key")).Message, StringComparison.Ordinal);
            Assert.Contains("P-256", Assert.Throws<MlOpsException>(() => KeyFormat.ReadPublic(key.ExportSubjectPublicKeyInfoPem(), "The key")).Message, StringComparison.Ordinal);
            Assert.Throws<MlOpsException>(() => KeyFormat.Checked(key, "The key"));
        }
    }

    [Fact]
    public void A_private_key_where_a_public_one_is_meant_is_refused_and_not_shown()
    {
        var refused = Assert.Throws<MlOpsException>(() => KeyFormat.ReadPublic(KeyPair.One.PrivatePem, "Key 1"));
        Assert.StartsWith("Key 1 is a private key. Whoever only checks signatures must not hold one", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyPair.One.PrivatePem.Split('\n')[1], refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_key_is_refused_and_not_shown()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        string[] texts =
        [
            "secret",
            KeyPair.One.PublicPem,
            KeyPair.One.PrivatePem + "\n" + KeyPair.Two.PrivatePem,
            KeyPair.One.PrivatePem.Replace("MI", "!!", StringComparison.Ordinal),
            "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
            rsa.ExportPkcs8PrivateKeyPem(),
            key.ExportEncryptedPkcs8PrivateKeyPem("secret", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)),
        ];
        Assert.All(texts, text =>
        {
            var refused = Assert.Throws<MlOpsException>(() => KeyFormat.ReadPrivate(text, "The key"));
            Assert.StartsWith("The key ", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("c2VjcmV0", refused.ToString(), StringComparison.Ordinal);
        });
        Assert.All(texts.Where(t => t != KeyPair.One.PublicPem), text => Assert.Throws<MlOpsException>(() => KeyFormat.ReadPublic(text, "The key")));
    }

    [Fact]
    public void Both_ways_of_writing_a_private_key_are_read()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var parameters = KeyFormat.ReadPrivate("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + key.ExportECPrivateKeyPem(), "key");
        using var short_ = KeyFormat.ReadPrivate(key.ExportPkcs8PrivateKeyPem(), "key");
        Assert.Equal([KeyFormat.IdOf(key), KeyFormat.IdOf(key)], [KeyFormat.IdOf(parameters), KeyFormat.IdOf(short_)]);
    }

    [Fact]
    public void A_registry_that_would_refuse_what_it_signs_is_refused() =>
        Assert.Contains(KeyPair.One.Id, Assert.Throws<MlOpsException>(() => Rings.Of(KeyPair.One, KeyPair.Two)).Message, StringComparison.Ordinal);
}
