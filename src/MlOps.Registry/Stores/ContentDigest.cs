using System.Buffers;
using System.Security.Cryptography;

namespace MlOps.Registry.Stores;

/// <summary>SHA-256 of bytes, for stores and the registry alike.</summary>
public static class ContentDigest
{
    private const int BufferSize = 128 << 10;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether the text is a digest: 64 digits of 0-9 and a-f. Nothing else may become part of a path.</summary>
    public static bool IsValid(string? digest) => digest is { Length: 64 } && !digest.AsSpan().ContainsAnyExcept(Digits);

    /// <summary>Copies a stream in constant memory and says what was copied.</summary>
    /// <param name="source">Read from where it stands.</param>
    /// <param name="destination">Written, not flushed.</param>
    /// <param name="limit">After more bytes than this it stops; what it says then is no digest of the whole.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    public static async Task<StoredContent> CopyAsync(Stream source, Stream destination, long limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long size = 0;
            int count;
            while (size <= limit && (count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                size += count;
            }

            return new(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
