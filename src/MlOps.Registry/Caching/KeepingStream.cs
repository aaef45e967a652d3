using System.Security.Cryptography;

namespace MlOps.Registry.Caching;

/// <summary>Bytes on their way from the store to whoever opened them, of which a copy is written beside. Nothing about the copy fails their reader.</summary>
/// <param name="source">The store's bytes.</param>
/// <param name="digest">What they are to be.</param>
/// <param name="size">Their number.</param>
/// <param name="files">Where the copy is written.</param>
/// <param name="keep">Puts the copy, a temporary file, in its place.</param>
/// <param name="failed">Hears why there is none.</param>
internal sealed class KeepingStream(Stream source, string digest, long size, CacheDirectory files, Action<string> keep, Action<Exception> failed) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string _temporary = files.NewTemporary();
    private FileStream? _copy;
    private long _written;
    private bool _ended;

    /// <summary>Whether nothing more is written: the copy is in its place, or there will be none.</summary>
    public bool Ended => _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = source.Read(buffer);
        Copy(buffer[..count], isEnd: count == 0 && buffer.Length > 0);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Copy(buffer.Span[..count], isEnd: count == 0 && buffer.Length > 0);
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            GiveUp();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Copy(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        if (_ended)
        {
            return;
        }

        try
        {
            _copy ??= files.Create(_temporary);
            _hash.AppendData(bytes);
            _copy.Write(bytes);
            _written += bytes.Length;
            if (_written > size)
            {
                // Others than were registered, which their reader says.
                GiveUp();
            }
            else if (isEnd)
            {
                End(_copy);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            GiveUp();
            failed(e);
        }
    }

    private void End(FileStream copy)
    {
        if (Convert.ToHexStringLower(_hash.GetHashAndReset()) == digest)
        {
            copy.Flush(flushToDisk: true);
            copy.Dispose();
            keep(_temporary);
        }

        GiveUp();
    }

    private void GiveUp()
    {
        _ended = true;
        if (_copy is { } copy)
        {
            _copy = null;
            try
            {
                copy.Dispose();
            }
            catch (IOException)
            {
                // It is removed in any case.
            }

            CacheDirectory.TryDelete(_temporary);
        }
    }
}
