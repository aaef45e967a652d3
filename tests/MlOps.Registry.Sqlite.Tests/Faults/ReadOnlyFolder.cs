using System.Runtime.Versioning;

namespace MlOps.Registry.Sqlite.Faults;

/// <summary>Takes from its owner the right to write a folder and all in it, until it is disposed.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ReadOnlyFolder : IDisposable
{
    private const UnixFileMode Writing = UnixFileMode.UserWrite;
    private readonly string[] _entries;

    public ReadOnlyFolder(string folder)
    {
        _entries = [folder, .. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories)];
        foreach (var entry in _entries)
        {
            File.SetUnixFileMode(entry, File.GetUnixFileMode(entry) & ~Writing);
        }
    }

    public void Dispose()
    {
        foreach (var entry in _entries.Where(Path.Exists))
        {
            File.SetUnixFileMode(entry, File.GetUnixFileMode(entry) | Writing);
        }
    }
}
