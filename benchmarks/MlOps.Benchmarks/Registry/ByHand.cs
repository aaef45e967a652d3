using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace MlOps.Benchmarks.Registry;

/// <summary>The least that keeps bytes and a record through a power cut: no hash, no rules, one connection that stays open.</summary>
internal sealed class ByHand : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-byhand-").FullName;
    private readonly SqliteConnection _connection;
    private readonly string _document = new('d', 2_500);

    public ByHand()
    {
        _connection = new($"Data Source={Path.Combine(_folder, "registry.db")}");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE versions (id INTEGER PRIMARY KEY, name TEXT, document TEXT);");
    }

    /// <returns>The file.</returns>
    public string Keep(byte[] bytes, int number)
    {
        var path = Path.Combine(_folder, $"{number}");
        var temporary = Path.Combine(_folder, "next.tmp");
        using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
        FlushFolder();
        using var transaction = _connection.BeginTransaction(deferred: false);
        Execute("INSERT INTO versions (name, document) VALUES ($name, $document)", ("$name", $"{number}"), ("$document", _document));
        transaction.Commit();
        return path;
    }

    public void Dispose()
    {
        _connection.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private void Execute(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    private void FlushFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = OpenFile(_folder, 0);
        if (descriptor < 0 || Sync(descriptor) != 0)
        {
            throw new IOException($"'{_folder}' couldn't be flushed.");
        }

        _ = CloseFile(descriptor);
    }

#pragma warning disable SYSLIB1054, CA2101, CA5392 // No generated code for three calls of libc, which is found by its name everywhere.
    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int OpenFile(string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int CloseFile(int descriptor);
#pragma warning restore SYSLIB1054, CA2101, CA5392
}
