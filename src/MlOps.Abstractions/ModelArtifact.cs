namespace MlOps;

/// <summary>A trained model on its way into a registry: the bytes of a file, or a folder of files.</summary>
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

    /// <summary>The file's path as it was given; null for bytes in memory and for a folder.</summary>
    public string? File { get; private init; }

    /// <summary>The folder's full path; null for the bytes of a file.</summary>
    public string? Folder { get; private init; }

    /// <summary>The bytes of a file, read when the model is registered.</summary>
    /// <param name="path">
    /// The file. Symbolic links are refused when it is read: what they lead to may change between two looks. Folders above it may be
    /// links.
    /// </param>
    /// <param name="format">Which runtime loads it.</param>
    public static ModelArtifact FromFile(string path, string format)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new(format, () => Open(path)) { File = path };
    }

    /// <summary>A folder with all files in it and below it, such as an ONNX model with external data. It is packed when the model is registered.</summary>
    /// <remarks>
    /// Paths and contents of files count, and nothing else: no times, owners or modes, and no folder without a file. So the same folder
    /// has the same digest on every machine. Symbolic links and everything else that isn't a file are refused at registration, and so
    /// is a name that can't be unpacked on every operating system.
    /// </remarks>
    /// <param name="path">The folder. It may not be a symbolic link; folders above it may.</param>
    /// <param name="format">Which runtime loads it.</param>
    public static ModelArtifact FromFolder(string path, string format)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return new(format, () => throw new InvalidOperationException(
            $"'{folder}' is a folder and has no bytes before a registry packs it. Register it, or read {nameof(Folder)}."))
        {
            Folder = folder,
        };
    }

    /// <summary>Bytes in memory.</summary>
    public static ModelArtifact FromBytes(ReadOnlyMemory<byte> bytes, string format)
    {
        var copy = bytes.ToArray();

        // Its buffer can be seen, so that a store needn't copy it once more.
        return new(format, () => new MemoryStream(copy, 0, copy.Length, writable: false, publiclyVisible: true));
    }

    /// <summary>Opens the bytes from their start; whoever opens them disposes the stream.</summary>
    /// <exception cref="InvalidOperationException">It is a folder, which a registry packs.</exception>
    /// <exception cref="ArgumentException">It is a file and a symbolic link.</exception>
    public Stream OpenRead() => _open();

    private static FileStream Open(string path) => new FileInfo(path).LinkTarget is null
        ? new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan)
        : throw new ArgumentException($"'{path}' is a symbolic link. Symbolic links are refused: name the file that it leads to.", nameof(path));
}
