namespace MlOps.Runtimes;

/// <summary>What a runtime meets that reads a folder as if it were a file.</summary>
internal sealed class NoStream(string name) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => throw Refused();

    public override long Position
    {
        get => throw Refused();
        set => throw Refused();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw Refused();

    public override int Read(Span<byte> buffer) => throw Refused();

    public override int ReadByte() => throw Refused();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw Refused();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw Refused();

    public override long Seek(long offset, SeekOrigin origin) => throw Refused();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw Refused();

    public override void Write(byte[] buffer, int offset, int count) => throw Refused();

    private ModelLoadException Refused() => new(
        $"'{name}' is a folder, and the runtime that this host has for its format reads a single file. Register the model as one file with "
        + $"{nameof(ModelArtifact)}.{nameof(ModelArtifact.FromFile)}, or add a runtime that reads folders.");
}
