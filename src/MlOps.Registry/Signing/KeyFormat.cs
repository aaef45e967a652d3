using System.Security.Cryptography;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Signing;

/// <summary>Reads keys from text. No message holds any of the text: it may be a secret.</summary>
internal static class KeyFormat
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string MakePrivate = "Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out signing.pem";
    private const string MakePublic = "Make its public half with: openssl pkey -in signing.pem -pubout -out trusted.pem";

    public static ECDsa ReadPrivate(string pem, string name) => Read(pem, name, "EC PRIVATE KEY", "PRIVATE KEY") is { Key: { } key }
        ? Checked(key, name)
        : throw new MlOpsException($"{name} is no private key in PEM (one that isn't encrypted, and no other beside it).{FileHint(pem, nameof(RegistryOptions.SigningKeyFile))} {MakePrivate}");

    public static ECDsa ReadPublic(string pem, string name) => Read(pem, name, "PUBLIC KEY") switch
    {
        { Key: { } key } => Checked(key, name),
        { IsPrivate: true } => throw new MlOpsException(
            $"{name} is a private key. Whoever only checks signatures must not hold one: give its public half here. {MakePublic}"),
        _ => throw new MlOpsException($"{name} is no public key in PEM (BEGIN PUBLIC KEY, and no other beside it).{FileHint(pem, nameof(RegistryOptions.TrustedKeyFiles))} {MakePublic}"),
    };

    /// <summary>The key itself, if it is of the one kind that signatures are made with.</summary>
    public static ECDsa Checked(ECDsa key, string name)
    {
        if (IsP256(key))
        {
            return key;
        }

        throw new MlOpsException($"{name} isn't of the curve P-256 (prime256v1, secp256r1), which is the one that signatures are made with. {MakePrivate}");
    }

    public static string IdOf(ECDsa key) => ContentDigest.Of(key.ExportSubjectPublicKeyInfo());

    private static string FileHint(string pem, string option) =>
        pem.Contains("-----BEGIN", StringComparison.Ordinal) ? "" : $" It is to be the text itself; a file's path goes into RegistryOptions.{option}.";

    private static bool IsP256(ECDsa key)
    {
        try
        {
            // Windows names the curve and leaves the number out.
            var curve = key.ExportParameters(includePrivateParameters: false).Curve;
            return curve.IsNamed && (curve.Oid.Value == P256 || (curve.Oid.Value is null && curve.Oid.FriendlyName is "nistP256" or "ECDSA_P256"));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static (ECDsa? Key, bool IsPrivate) Read(string pem, string name, params ReadOnlySpan<string> labels)
    {
        var found = new List<string>();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            found.Add(rest[fields.Label].ToString());
            rest = rest[fields.Location.End..];
        }

        // What openssl ecparam writes before a key.
        found.RemoveAll(label => label == "EC PARAMETERS");
        var isPrivate = found.Exists(label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal));
        if (found is not [var only] || !labels.Contains(only))
        {
            return (null, isPrivate);
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return (key, isPrivate);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new MlOpsException($"{name} can't be read as a key of an elliptic curve. {MakePrivate}");
        }
    }
}
