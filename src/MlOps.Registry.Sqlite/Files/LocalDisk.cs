namespace MlOps.Registry.Sqlite.Files;

/// <summary>The machine's own.</summary>
internal sealed class LocalDisk : IDisk
{
    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    public FileStream Create(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

    public void Move(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public void Flush(string directory) => DirectoryFlush.Flush(directory);

    public void Commit(Action commit) => commit();
}
