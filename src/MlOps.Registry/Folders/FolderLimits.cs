namespace MlOps.Registry.Folders;

/// <summary>The most that a process packs or unpacks as one folder.</summary>
internal sealed record FolderLimits(int Files, long Bytes)
{
    public static FolderLimits Of(RegistryOptions options) => new(options.MaxFolderFiles, options.MaxFolderBytes);

    /// <summary>Whether so much is too much, as the middle of a sentence; null where it isn't.</summary>
    public string? Refusal(long files, long bytes) =>
        files > Files ? $"more than {Files} files, the limit of {nameof(RegistryOptions)}.{nameof(RegistryOptions.MaxFolderFiles)}"
        : bytes > Bytes ? $"more than {Bytes} bytes in its files, the limit of {nameof(RegistryOptions)}.{nameof(RegistryOptions.MaxFolderBytes)}"
        : null;

    /// <summary>What a record says of a folder, held against the size of the packed bytes and the limits; null where nothing is wrong with it.</summary>
    public string? Refusal(ArtifactInfo artifact) => artifact.Folder is not { } folder ? "no folder"
        : folder.Files < 1 || folder.Bytes < 0 || folder.Bytes > artifact.Size || folder.Files > artifact.Size / PackedHeader.Block
            ? $"{folder.Files} files of {folder.Bytes} bytes, which can't be in {artifact.Size} bytes"
            : Refusal(folder.Files, folder.Bytes);
}
