using MlOps.Registry.Stores;

namespace MlOps.Registry.Transfer;

/// <summary>
/// Reads a file and refuses to go on beyond an allowance: an archive's list of entries is read whole into memory, however long the
/// archive makes it.
/// </summary>
internal sealed class MeteredStream(FileStream file) : Stream
{
    /// <summary>How many bytes may still be read.</summary>
    public long Allowance { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Count(file.Read(buffer));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    /// <summary>Copies a stream into the empty file, and stops beyond a limit.</summary>
    /// <returns>How many bytes were copied.</returns>
    public async Task<long> FillAsync(Stream source, long limit, CancellationToken cancellationToken) =>
        (await ContentDigest.CopyAsync(source, file, limit, cancellationToken).ConfigureAwait(false)).Size;

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        Allowance -= read;
        return Allowance >= 0 ? read : throw new InvalidDataException("It holds more entries than an export does.");
    }
}
