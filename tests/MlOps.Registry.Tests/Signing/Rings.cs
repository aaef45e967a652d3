using MlOps.Registry.Conformance;

namespace MlOps.Registry.Signing;

/// <summary>The keys of registries.</summary>
internal static class Rings
{
    public static Keyring OneForOne => Of(KeyPair.One, KeyPair.One);

    public static Keyring Of(KeyPair? signing, params IEnumerable<KeyPair> trusted) => new(
        signing is null ? null : KeyFormat.ReadPrivate(signing.PrivatePem, "key"), [.. trusted.Select(t => KeyFormat.ReadPublic(t.PublicPem, "key"))]);
}
