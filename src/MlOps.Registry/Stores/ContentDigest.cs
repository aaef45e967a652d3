using System.Buffers;
using System.Security.Cryptography;

namespace MlOps.Registry.Stores;

/// <summary>SHA-256 of bytes, for stores and the registry alike.</summary>
public static class ContentDigest
{
    private const int BufferSize = 1 << 20;
    private const int SmallBufferSize = 1 << 16;
    private const int WorthAThread = 64 << 10;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether the text is a digest: 64 digits of 0-9 and a-f. Nothing else may become part of a path.</summary>
    public static bool IsValid(string? digest) => digest is { Length: 64 } && !digest.AsSpan().ContainsAnyExcept(Digits);

    /// <summary>The digest of bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Copies a stream in constant memory and says what was copied. It hashes while it writes, so that the one hides the other.</summary>
    /// <param name="source">Read from where it stands.</param>
    /// <param name="destination">Written, not flushed.</param>
    /// <param name="limit">After more bytes than this it stops; what it says then is no digest of the whole.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    public static Task<StoredContent> CopyAsync(Stream source, Stream destination, long limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return CopyAsync(source, () => destination, limit, _ => { }, cancellationToken);
    }

    /// <summary>Likewise, on a thread of the caller's own and on no other, so far as the streams are files or memory.</summary>
    internal static Task<StoredContent> CopyHereAsync(Stream source, Stream destination, long limit, CancellationToken cancellationToken) =>
        CopyAsync(source, () => destination, limit, _ => { }, here: true, cancellationToken);

    /// <inheritdoc cref="CopyAsync(Stream, Stream, long, CancellationToken)"/>
    /// <param name="source">Read from where it stands.</param>
    /// <param name="open">Opens what is written to, once, while the first bytes are hashed. Whoever opened it closes it.</param>
    /// <param name="limit">After more bytes than this it stops; what it says then is no digest of the whole.</param>
    /// <param name="complete">Runs once all is written, while the last bytes may still be hashed: a place to flush.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    public static Task<StoredContent> CopyAsync(
        Stream source, Func<Stream> open, long limit, Action<Stream> complete, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(complete);
        return CopyAsync(source, open, limit, complete, here: false, cancellationToken);
    }

    private static async Task<StoredContent> CopyAsync(
        Stream source, Func<Stream> open, long limit, Action<Stream> complete, bool here, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        // No larger than what comes, or than what a thread that is new, and has none pooled, can use once: larger ones are collected with the
        // oldest objects, and stop everybody for that.
        var length = (int)Math.Min((here ? SmallBufferSize : BufferSize) - 1, limit) + 1;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var other = here ? buffer : ArrayPool<byte>.Shared.Rent(length);
        var (hashing, before) = (Task.CompletedTask, Task.CompletedTask);
        try
        {
            Stream? destination = null;
            long size = 0;
            while (size <= limit)
            {
                // One buffer may still be hashed while the other is filled and written.
                await before.ConfigureAwait(false);
                var bytes = await ReadAsync(source, buffer, (int)Math.Min(length - 1, limit - size) + 1, cancellationToken).ConfigureAwait(false);
                if (bytes.IsEmpty)
                {
                    break;
                }

                (before, hashing) = (hashing, AppendAsync(hashing, hash, bytes, here));
                await WriteAsync(destination ??= open(), bytes, cancellationToken).ConfigureAwait(false);
                size += bytes.Length;
                (buffer, other) = (other, buffer);
            }

            complete(destination ?? open());
            await hashing.ConfigureAwait(false);
            return new(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        }
        finally
        {
            await hashing.ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(buffer);
            if (other != buffer)
            {
                ArrayPool<byte>.Shared.Return(other);
            }
        }
    }

    // One byte beyond the limit is enough to know that there are more. A file that was opened for synchronous use would only send what is
    // asked of it to a thread of the pool and wait for it.
    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream source, byte[] buffer, int wanted, CancellationToken cancellationToken)
    {
        if (source.GetType() == typeof(MemoryStream) && ((MemoryStream)source).TryGetBuffer(out var all))
        {
            // Bytes in memory are hashed and written where they lie.
            var left = all.AsMemory((int)Math.Min(source.Position, all.Count));
            left = left[..Math.Min(wanted, left.Length)];
            source.Position += left.Length;
            return left;
        }

        if (source is FileStream { IsAsync: false } file)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return buffer.AsMemory(0, file.ReadAtLeast(buffer.AsSpan(0, wanted), wanted, throwOnEndOfStream: false));
        }

        return buffer.AsMemory(0, await source.ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false));
    }

    private static ValueTask WriteAsync(Stream destination, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (destination is not FileStream { IsAsync: false } file)
        {
            return destination.WriteAsync(bytes, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        file.Write(bytes.Span);
        return ValueTask.CompletedTask;
    }

    private static Task AppendAsync(Task before, IncrementalHash hash, ReadOnlyMemory<byte> bytes, bool here)
    {
        if ((here || bytes.Length < WorthAThread) && before.IsCompletedSuccessfully)
        {
            hash.AppendData(bytes.Span);
            return Task.CompletedTask;
        }

        return Task.Run(
            async () =>
            {
                await before.ConfigureAwait(false);
                hash.AppendData(bytes.Span);
            },
            CancellationToken.None);
    }
}
