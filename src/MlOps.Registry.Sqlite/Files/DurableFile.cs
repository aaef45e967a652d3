namespace MlOps.Registry.Sqlite.Files;

/// <summary>The file calls whose order a crash depends on, in one place.</summary>
internal static class DurableFile
{
    /// <summary>Makes a directory and those above it, and their names durable.</summary>
    public static void CreateDirectory(string path)
    {
        if (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } parent)
        {
            CreateDirectory(parent);
            Directory.CreateDirectory(path);
            DirectoryFlush.Flush(parent);
        }
    }

    /// <summary>Makes a new file to write to, without a buffer of its own.</summary>
    public static FileStream Create(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

    /// <summary>Opens a file that others may replace meanwhile.</summary>
    public static FileStream OpenRead(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>Puts a file that was flushed in its place, whole or not at all, and makes the name durable.</summary>
    public static void Publish(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        DirectoryFlush.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Deletes a temporary file. One that stays is harmless: a later process removes it.</summary>
    public static void TryDelete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As said above.
        }
    }
}
