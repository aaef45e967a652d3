using MlOps.Registry.Stores;

namespace MlOps.Registry.Folders;

/// <summary>A folder as one stream of bytes, made while it is read, in constant memory. Read once, from start to end.</summary>
internal sealed class FolderStream(FolderListing folder) : Stream
{
    private static readonly byte[] Zeros = new byte[PackedHeader.EndLength];
    private int _next;
    private bool _hasEnded;
    private ReadOnlyMemory<byte> _bytes;
    private FileStream? _file;
    private long _fileLeft;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_bytes.IsEmpty && buffer.Length > 0)
        {
            if (_file is not null)
            {
                return await ReadFileAsync(buffer, cancellationToken).ConfigureAwait(false);
            }

            if (_hasEnded)
            {
                return 0;
            }

            Advance();
        }

        var count = Math.Min(buffer.Length, _bytes.Length);
        _bytes[..count].CopyTo(buffer);
        _bytes = _bytes[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A folder is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Advance()
    {
        if (_next == folder.Files.Count)
        {
            // Before the last bytes are given: whoever has all of them has a folder that stood still.
            folder.CheckUnchanged();
            (_bytes, _hasEnded) = (Zeros, true);
            return;
        }

        var file = folder.Files[_next++];
        _bytes = PackedHeader.Write(file.Name, file.Length);
        try
        {
            _file = RegularFile.OpenRead(Path.Combine(folder.Root, file.Name.Replace('/', Path.DirectorySeparatorChar)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw folder.Changed($"'{Printable.Text(file.Name)}' can't be opened: {e.Message}", e);
        }

        _fileLeft = file.Length;
    }

    private async ValueTask<int> ReadFileAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = 0;
        try
        {
            count = await _file!.ReadAsync(buffer[..(int)Math.Min(buffer.Length, Math.Max(_fileLeft, 1))], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw folder.Changed($"'{Printable.Text(folder.Files[_next - 1].Name)}' can't be read: {e.Message}", e);
        }

        _fileLeft -= count;
        if (count > 0 && _fileLeft >= 0)
        {
            return count;
        }

        if (_fileLeft != 0)
        {
            throw folder.Changed($"'{Printable.Text(folder.Files[_next - 1].Name)}' became {(_fileLeft > 0 ? "shorter" : "longer")}.", null);
        }

        await _file.DisposeAsync().ConfigureAwait(false);
        _file = null;
        _bytes = Zeros.AsMemory(0, PackedHeader.Padding(folder.Files[_next - 1].Length));
        return await ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }
}
