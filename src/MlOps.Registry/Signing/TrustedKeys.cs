using System.Buffers.Text;
using System.Security.Cryptography;

namespace MlOps.Registry.Signing;

/// <summary>Tells what one of the host's public keys signed from everything else.</summary>
internal sealed class TrustedKeys
{
    // r and s, 32 bytes each.
    private const int Length = 64;

    private readonly Dictionary<string, ECDsa> _keys = new(StringComparer.Ordinal);

    public TrustedKeys(params IEnumerable<ECDsa> keys)
    {
        foreach (var key in keys)
        {
            _keys.TryAdd(KeyFormat.IdOf(key), key);
        }
    }

    public bool Contains(string keyId) => _keys.ContainsKey(keyId);

    /// <summary>Why the version isn't trusted, and what to do; null where it is.</summary>
    public string? FindProblem(ModelVersion version) => FindProblem(
        version.ToString(),
        version.Signature,
        () => SignedForm.Of(version),
        "Deploy another version, or register this one anew, under another registration id, with a registry that signs (SignWith).");

    /// <summary>Why the deployment isn't trusted, and what to do; null where it is.</summary>
    public string? FindProblem(Deployment deployment) => FindProblem(
        deployment.ToString(),
        deployment.Signature,
        () => SignedForm.Of(deployment),
        "Look at it with GetHistoryAsync, and deploy a plan over it with a registry that signs (SignWith).");

    public void Demand(ModelVersion version)
    {
        if (FindProblem(version) is { } problem)
        {
            throw new UntrustedRecordException(problem);
        }
    }

    private string? FindProblem(string name, RecordSignature? signature, Func<byte[]> form, string mend)
    {
        if (signature is null)
        {
            return $"{name} isn't signed, and here only what is signed by {Ids} is trusted. {mend}";
        }

        if (!_keys.TryGetValue(signature.KeyId ?? "", out var key))
        {
            return $"{name} is signed by key '{Short(signature.KeyId)}', and here only {Ids} is trusted. If that key is right, add its public half with TrustOnly. {mend}";
        }

        return Verifies(key, form(), signature.Value)
            ? null
            : $"{name} isn't what key '{Short(signature.KeyId)}' signed: the record was altered, or written by a later version of this library. "
                + $"Compare the store with a back-up, or update the library. {mend}";
    }

    private static bool Verifies(ECDsa key, byte[] form, string? value)
    {
        // Base64 can write the same bytes in several ways; here there is one.
        Span<byte> signature = stackalloc byte[Length];
        if (value?.Length != Base64.GetMaxEncodedToUtf8Length(Length)
            || !Convert.TryFromBase64String(value, signature, out var length)
            || length != Length
            || Convert.ToBase64String(signature) != value)
        {
            return false;
        }

        // Keys are not made for several threads.
        lock (key)
        {
            return key.VerifyData(form, signature, HashAlgorithmName.SHA256);
        }
    }

    private string Ids => string.Join(" or ", _keys.Keys.Select(id => $"key '{Short(id)}'"));

    // Enough to tell keys apart for people, and from a record it may be anything.
    private static string Short(string? keyId) => keyId is null ? "" : keyId.Length <= 16 ? keyId : keyId[..16] + "…";
}
