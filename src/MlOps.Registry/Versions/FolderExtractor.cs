using MlOps.Registry.Folders;

namespace MlOps.Registry.Versions;

/// <summary>Unpacks versions that are folders: verified bytes, into a new private folder that gets its name when it is whole.</summary>
internal sealed class FolderExtractor(ArtifactReader reader, FolderLimits limits)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public async Task ExtractAsync(ModelVersion version, string directory, CancellationToken cancellationToken)
    {
        if (version.Artifact.Folder is not { } folder)
        {
            throw new InvalidOperationException($"{version} is a file and no folder: {nameof(IModelRegistry.OpenAsync)} opens it.");
        }

        // Before anything is opened.
        if (limits.Refusal(version.Artifact) is { } refusal)
        {
            throw new ArtifactException(
                $"The folder of {version} is said to hold {refusal}. Nothing was opened. If you know where the version comes from, allow more; otherwise register the "
                + "model anew.");
        }

        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (Path.Exists(place) || new FileInfo(place).LinkTarget is not null)
        {
            throw new ArgumentException($"'{place}' is there already: name a folder that isn't, in one that is.", nameof(directory));
        }

        var packed = await reader.OpenAsync(version, cancellationToken).ConfigureAwait(false);
        await using (packed.ConfigureAwait(false))
        {
            await UnpackAsync(version, folder, packed, place, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task UnpackAsync(ModelVersion version, ArtifactFolder folder, Stream packed, string place, CancellationToken cancellationToken)
    {
        var temporary = $"{place}.{Path.GetRandomFileName()}.tmp";
        var missing = MissingAbove(place);
        try
        {
            CreateDirectory(temporary);
            await FolderReader.ReadAsync(packed, folder, name => Create(temporary, name), cancellationToken).ConfigureAwait(false);
            Directory.Move(temporary, place);
        }
        catch (InvalidDataException e)
        {
            throw new ArtifactException(
                $"The bytes of {version} are what was registered, and not the folder that its record says: {e.Message} Nothing of it stays. Don't trust where the version "
                + "comes from; register the model anew.",
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RegistryUnavailableException(
                $"{version} couldn't be unpacked to '{place}': {e.Message} This says nothing about whether it is sound. See that the directory can be written and the disk "
                + "has room, and try again.",
                e);
        }
        finally
        {
            Remove(temporary);
            if (!Path.Exists(place))
            {
                RemoveEmpty(missing);
            }
        }
    }

    /// <summary>The folders that this will make above the place, the lowest first.</summary>
    private static List<string> MissingAbove(string place)
    {
        var missing = new List<string>();
        for (var above = Path.GetDirectoryName(place); above is not null && !Path.Exists(above); above = Path.GetDirectoryName(above))
        {
            missing.Add(above);
        }

        return missing;
    }

    private static FileStream Create(string root, string name)
    {
        var path = Path.GetFullPath(name.Replace('/', Path.DirectorySeparatorChar), root);
        if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            // The rule for paths lets none come here; this is the last look at what is opened.
            throw new InvalidDataException("A path leads out of the folder.");
        }

        CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(path, options);
    }

    // On Windows a folder is as private as the one that it is in.
    private static void CreateDirectory(string path) => _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly);

    // Whoever put something into one of them meanwhile keeps it, and those above it.
    private static void RemoveEmpty(List<string> folders)
    {
        try
        {
            folders.ForEach(folder => Directory.Delete(folder, recursive: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As in the case below.
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            Directory.Delete(temporary, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It has its name.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure that led here says more.
        }
    }
}
