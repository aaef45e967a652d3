using MlOps.Registry.Stores;

namespace MlOps.Registry.Folders;

/// <summary>The files of a folder, in the order in which they are packed.</summary>
internal sealed class FolderListing
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };
    private const FileAttributes Nothing = (FileAttributes)(-1);
    private readonly FolderLimits _limits;

    private FolderListing(string root, IReadOnlyList<FolderFile> files, FolderLimits limits)
    {
        Root = root;
        Files = files;
        _limits = limits;
        Facts = new(files.Count, files.Sum(f => f.Length));
    }

    public string Root { get; }

    public IReadOnlyList<FolderFile> Files { get; }

    public ArtifactFolder Facts { get; }

    /// <exception cref="ArgumentException">It is no folder, or holds something that is refused or nothing; the message says what.</exception>
    public static FolderListing Read(string root, FolderLimits limits)
    {
        var folder = new DirectoryInfo(root);
        if (folder.LinkTarget is not null)
        {
            throw Refused($"'{root}' is a symbolic link. Symbolic links are refused: name the folder that it leads to.");
        }

        if (!folder.Exists)
        {
            throw Refused($"There is no folder '{root}'. Correct the path; {nameof(ModelArtifact)}.{nameof(ModelArtifact.FromFile)} takes a file.");
        }

        List<FolderFile> files = [];
        try
        {
            _ = Add(folder, "", files, 0, limits);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException(
                $"The folder '{root}' can't be listed, or changed meanwhile: {e.Message} See that this user may read all of it and that nothing writes it, and "
                + "register it again.",
                e);
        }

        if (files.Count == 0)
        {
            throw Refused($"The folder '{root}' holds no file. Put the model's files into it before it is registered.");
        }

        // Whatever order the file system has, this one is the same everywhere.
        files.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        var names = new FolderNames();
        foreach (var file in files)
        {
            if (!names.TryAdd(file.Name))
            {
                throw Refused(Broken(root, file.Name));
            }
        }

        return new(root, files, limits);
    }

    /// <summary>The folder as it is packed; what changes meanwhile is found before the stream has ended.</summary>
    public FolderStream OpenRead() => new(this);

    /// <summary>Throws where the folder isn't as it was when it was listed.</summary>
    /// <exception cref="ArtifactException">A file was added, removed or written.</exception>
    public void CheckUnchanged()
    {
        IReadOnlyList<FolderFile> now;
        try
        {
            now = Read(Root, _limits).Files;
        }
        catch (ArgumentException e)
        {
            throw Changed(e.Message, e);
        }

        if (!Files.SequenceEqual(now))
        {
            var differs = Files.Except(now).Concat(now.Except(Files)).First().Name;
            throw Changed($"'{Printable.Text(differs)}' was added, removed or written.", null);
        }
    }

    public ArtifactException Changed(string what, Exception? cause) => new(
        $"The folder '{Root}' changed while it was registered: {what} Nothing was registered. Register it again when nothing writes it any more.", cause);

    // Returns the bytes so far.
    private static long Add(DirectoryInfo folder, string above, List<FolderFile> files, long bytes, FolderLimits limits)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", Everything))
        {
            var name = above + entry.Name;
            if (entry.Attributes == Nothing)
            {
                // Bytes that are no characters were read as the one which stands for these, and no file has that name.
                throw entry.Name.Contains('\uFFFD', StringComparison.Ordinal)
                    ? (Exception)Refused($"The name of '{Printable.Text(name)}' in '{folder.FullName}' isn't valid UTF-8: '\uFFFD' stands for what can't be read. Rename it.")
                    : new FileNotFoundException($"'{entry.FullName}' is gone.");
            }

            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                throw Refused(
                    $"'{Printable.Text(name)}' in '{folder.FullName}' is a symbolic link or another reparse point. Symbolic links are refused: copy what it leads to "
                    + "in its place.");
            }

            // A name that is refused ends it here, and with it any path without end.
            if (!FolderNames.IsValid(name))
            {
                throw Refused(Broken(folder.FullName, name));
            }

            if (entry is DirectoryInfo below)
            {
                bytes = Add(below, name + "/", files, bytes, limits);
                continue;
            }

            if (!RegularFile.IsRegular(entry.FullName))
            {
                throw Refused($"'{Printable.Text(name)}' in '{folder.FullName}' is a pipe, socket or device and no file. Take it out of the folder.");
            }

            var length = ((FileInfo)entry).Length;
            files.Add(new(name, length, entry.LastWriteTimeUtc));
            bytes += length;
            if (limits.Refusal(files.Count, bytes) is { } tooMuch)
            {
                throw Refused($"The folder holds {tooMuch}. Raise it where the model is registered and in every host that loads it.");
            }
        }

        return bytes;
    }

    private static string Broken(string root, string name) => $"The file or folder '{Printable.Text(name)}' in '{root}' can't be unpacked everywhere. {FolderNames.Rule} Rename it.";

    private static ArgumentException Refused(string message) => new(message);
}
