using Microsoft.Data.Sqlite;
using MlOps.Registry.Sqlite.Files;
using MlOps.Registry.Sqlite.Metadata;

namespace MlOps.Registry.Sqlite.Faults;

/// <summary>The machine's disk, at one step of which something goes wrong.</summary>
internal sealed class FaultyDisk(string folder, Fault fault) : IDisk
{
    private readonly DurableState _durable = new(folder);
    private readonly Lock _one = new();
    private readonly List<string> _steps = [];

    public IReadOnlyList<string> Steps => _steps;

    public bool IsReached => _steps.Count >= fault.Step;

    public void CreateDirectory(string path) => Do($"make the directory {path}", () => Directory.CreateDirectory(path));

    public FileStream Create(string path)
    {
        FaultyFile? file = null;
        try
        {
            Do($"make the file {path}", () =>
            {
                file = new(path, this);
                _durable.Created(path);
            });
            return file!;
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    public void Move(string from, string to) => Do($"rename {from} to {to}", () =>
    {
        File.Move(from, to, overwrite: true);
        _durable.Moved(from, to);
    });

    public void Delete(string path) => Do($"delete {path}", () =>
    {
        File.Delete(path);
        _durable.Deleted(path);
    });

    public void Flush(string directory) => Do($"flush the directory {directory}", () => _durable.NamesFlushed(directory));

    // A commit is one step: SQLite makes many file calls in it, but in a log with synchronous=FULL it is whole and durable when it
    // returns, and not there at all before. That SQLite keeps this, its own tests show; that it is asked to, is looked at here.
    public void Commit(Action commit)
    {
        if (commit.Target is SqliteTransaction { Connection: { } connection })
        {
            Assert.Equal(["wal", "2"], connection.Query("SELECT journal_mode, synchronous FROM pragma_journal_mode, pragma_synchronous", row => new[] { row.GetString(0), row.GetString(1) })[0]);
        }

        Do("commit", commit, () => new SqliteException("disk I/O error", 10));
    }

    public void Write(string path, Action write) => Do($"write {path}", write);

    public void FlushFile(string path) => Do($"flush {path}", () => _durable.BytesFlushed(path));

    /// <summary>The machine stops, and starts again.</summary>
    public void Lose(Loss loss) => _durable.Lose(loss);

    private void Do(string step, Action action, Func<Exception>? error = null)
    {
        // Reading and copying go side by side; a step is whole before the next.
        lock (_one)
        {
            if (fault.Stops && IsReached)
            {
                throw new MachineStoppedException();
            }

            _steps.Add(step);
            if (_steps.Count != fault.Step)
            {
                action();
                return;
            }

            if (fault.IsDone)
            {
                action();
            }

            throw fault.Stops ? new MachineStoppedException() : error?.Invoke() ?? new IOException("The disk fails.");
        }
    }
}
