namespace MlOps;

/// <summary>A trained model's bytes on their way into a registry.</summary>
public sealed class ModelArtifact
{
    private readonly Func<Stream> _open;

    private ModelArtifact(string format, Func<Stream> open)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(format);
        Format = format;
        _open = open;
    }

    /// <summary>Which runtime loads the bytes, such as <c>mlnet</c>.</summary>
    public string Format { get; }

    /// <summary>The bytes of a file, read when the model is registered.</summary>
    public static ModelArtifact FromFile(string path, string format)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new(format, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan));
    }

    /// <summary>Bytes in memory.</summary>
    public static ModelArtifact FromBytes(ReadOnlyMemory<byte> bytes, string format)
    {
        var copy = bytes.ToArray();
        return new(format, () => new MemoryStream(copy, writable: false));
    }

    /// <summary>Opens the bytes from their start; whoever opens them disposes the stream.</summary>
    public Stream OpenRead() => _open();
}
