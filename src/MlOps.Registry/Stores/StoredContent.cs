namespace MlOps.Registry.Stores;

/// <summary>What was copied.</summary>
/// <param name="Digest">SHA-256 of the bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Their count.</param>
public readonly record struct StoredContent(string Digest, long Size);
