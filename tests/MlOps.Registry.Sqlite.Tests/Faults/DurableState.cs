namespace MlOps.Registry.Sqlite.Faults;

/// <summary>What of a folder would be there if the machine stopped now: names that were flushed, with the bytes that were flushed.</summary>
internal sealed class DurableState
{
    private readonly string _folder;

    // Files as they are named now, and all names that are durable; null where a name is a directory's or a file's of SQLite.
    private readonly Dictionary<string, FlushedBytes> _files = [];
    private readonly Dictionary<string, FlushedBytes?> _names = [];

    public DurableState(string folder)
    {
        _folder = folder;
        foreach (var entry in Entries)
        {
            if (File.Exists(entry) && !IsOfSqlite(entry))
            {
                _files[entry] = new() { Value = File.ReadAllBytes(entry) };
            }

            _names[entry] = _files.GetValueOrDefault(entry);
        }
    }

    private string[] Entries => Directory.GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories);

    public void Created(string path) => _files[path] = new();

    public void BytesFlushed(string path) => _files[path].Value = File.ReadAllBytes(path);

    public void Moved(string from, string to)
    {
        _files.Remove(from, out var file);
        _files[to] = file!;
    }

    public void Deleted(string path) => _files.Remove(path);

    public void NamesFlushed(string directory)
    {
        foreach (var gone in _names.Keys.Where(name => Path.GetDirectoryName(name) == directory && !Path.Exists(name)).ToList())
        {
            _names.Remove(gone);
        }

        foreach (var name in Entries.Where(entry => Path.GetDirectoryName(entry) == directory))
        {
            _names[name] = _files.GetValueOrDefault(name);
        }
    }

    public void Lose(Loss loss)
    {
        if (loss == Loss.Everything)
        {
            ForgetNames();
        }

        if (loss != Loss.Nothing)
        {
            ForgetBytes();
        }
    }

    private void ForgetNames()
    {
        // What is inside goes with its directory.
        foreach (var entry in Entries.Where(entry => !IsDurable(entry)))
        {
            if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
            else if (File.Exists(entry))
            {
                File.Delete(entry);
            }
        }

        _files.Clear();
        foreach (var (name, bytes) in _names)
        {
            if (bytes is not null && Directory.Exists(Path.GetDirectoryName(name)))
            {
                _files[name] = bytes;
            }
        }
    }

    private void ForgetBytes()
    {
        foreach (var (path, bytes) in _files)
        {
            File.WriteAllBytes(path, bytes.Value);
        }
    }

    // SQLite flushes the name of its log itself before a commit returns; the database's own it leaves to us.
    private bool IsDurable(string entry) =>
        _names.ContainsKey(IsOfSqlite(entry) ? Path.Combine(Path.GetDirectoryName(entry)!, "registry.db") : entry);

    private static bool IsOfSqlite(string path) => Path.GetFileName(path).StartsWith("registry.db", StringComparison.Ordinal);

    private sealed class FlushedBytes
    {
        public byte[] Value { get; set; } = [];
    }
}
