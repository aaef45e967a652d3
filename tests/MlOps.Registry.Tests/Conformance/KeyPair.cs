using System.Security.Cryptography;

namespace MlOps.Registry.Conformance;

/// <summary>A key pair of the curve P-256, as PEM.</summary>
internal sealed record KeyPair(string PrivatePem, string PublicPem, string Id)
{
    public static readonly KeyPair One = Make();
    public static readonly KeyPair Two = Make();

    private static KeyPair Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(key.ExportPkcs8PrivateKeyPem(), key.ExportSubjectPublicKeyInfoPem(), Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())));
    }
}
