namespace MlOps;

/// <summary>Says who vouches for a record: an ECDSA P-256 signature with SHA-256 over all that it covers.</summary>
/// <param name="KeyId">
/// SHA-256 of the public key's SubjectPublicKeyInfo, 64 lower-case hexadecimal digits. It says which key to try, and nothing about whether it is trusted.
/// </param>
/// <param name="Value">The signature, 64 bytes (r and s) in Base64.</param>
public sealed record RecordSignature(string KeyId, string Value);
