namespace MlOps.Registry.Sqlite.Files;

/// <summary>Files and directories that survive a crash: the steps on a disk, in the order that makes them durable.</summary>
internal sealed class DurableFiles(IDisk disk)
{
    private readonly Lock _making = new();
    private readonly HashSet<string> _durable = new(StringComparer.Ordinal);

    /// <summary>Makes a directory and those above it where they are missing, and their names durable.</summary>
    public void CreateDirectories(string path)
    {
        if (Path.GetDirectoryName(path) is { } parent)
        {
            CreateDirectories(parent);
            CreateDirectory(path);
        }
    }

    /// <summary>Makes a directory in one that is there, where it is missing, and its name durable.</summary>
    public void CreateDirectory(string path)
    {
        lock (_making)
        {
            var isMissing = !Directory.Exists(path);
            if (!isMissing && _durable.Contains(path))
            {
                return;
            }

            if (isMissing)
            {
                disk.CreateDirectory(path);
            }

            // Also the name of one that is there: whoever made it may not have flushed it yet, or have failed to.
            FlushName(Path.GetDirectoryName(path)!, isMissing);
            _durable.Add(path);
        }
    }

    /// <inheritdoc cref="IDisk.Create"/>
    public FileStream Create(string path) => disk.Create(path);

    /// <summary>Puts a file that was flushed in its place, whole or not at all, and makes the name durable.</summary>
    public void Publish(string temporary, string path)
    {
        disk.Move(temporary, path);
        disk.Flush(Path.GetDirectoryName(path)!);
    }

    /// <inheritdoc cref="IDisk.Delete"/>
    public void Delete(string path) => disk.Delete(path);

    /// <summary>Deletes a temporary file. One that stays is harmless: a later process removes it.</summary>
    public void TryDelete(string temporary)
    {
        try
        {
            disk.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As said above.
        }
    }

    private void FlushName(string parent, bool isNew)
    {
        try
        {
            disk.Flush(parent);
        }
        catch (UnauthorizedAccessException) when (!isNew)
        {
            // Someone else made it in a directory that this user may pass through but not open.
        }
    }
}
