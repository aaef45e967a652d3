using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using MlOps.Registry.Sqlite.Files;

namespace MlOps.Registry.Sqlite.Metadata;

/// <summary>Runs queries, each on a connection of its own from the pool.</summary>
/// <remarks>SQLite is synchronous underneath, so every operation runs on the thread pool and blocks none of the caller's threads.</remarks>
internal sealed class SqliteDatabase(RegistryDirectory directory) : IDisposable
{
    private readonly Lock _opening = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConditionalWeakTable<SafeHandle, SqliteDatabase> _durable = [];
    private readonly string _connectionString = ConnectionString(directory, SqliteOpenMode.ReadWrite);
    private volatile bool _ready;
    private FileIdentity? _file;

    public string Location => $"the registry in '{directory.Root}'";

    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> query, CancellationToken cancellationToken) =>
        Task.Run(() => Run(query), cancellationToken);

    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> change, CancellationToken cancellationToken)
    {
        // SQLite lets one writer in at a time; those of this process wait here, where waiting holds no thread.
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Whoever is on the pool already, as after copying bytes, needs no other thread of it.
            return Thread.CurrentThread.IsThreadPoolThread
                ? Run(connection => InTransaction(connection, change))
                : await ReadAsync(connection => InTransaction(connection, change), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        CloseIdleConnections();
        _writing.Dispose();
    }

    private void CloseIdleConnections()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    // It takes the write lock at once: a transaction that reads first can't wait for another writer.
    private T InTransaction<T>(SqliteConnection connection, Func<SqliteConnection, T> change)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = change(connection);
        directory.Disk.Commit(transaction.Commit);
        return result;
    }

    private static string ConnectionString(RegistryDirectory directory, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = directory.Database,
        Mode = mode,
        Pooling = mode == SqliteOpenMode.ReadWrite,
        DefaultTimeout = directory.BusyTimeoutSeconds,
    }.ToString();

    private T Run<T>(Func<SqliteConnection, T> query)
    {
        try
        {
            EnsureReady();
            using var connection = Open(_connectionString);
            return query(connection);
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Describe(directory, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RegistryUnavailableException(
                $"The registry's directory '{directory.Root}' can't be made: {e.Message} Name one that this user may write.", e);
        }
    }

    // A file that was there and is gone is an outage. Without this look a pooled connection would go on writing into the removed
    // file, and a new one would find an empty registry.
    private void EnsureReady()
    {
        if (_ready)
        {
            if (!File.Exists(directory.Database))
            {
                CloseIdleConnections();
                throw new RegistryUnavailableException(
                    $"The registry '{directory.Database}' was there and is gone. See that its disk is mounted, or restore it from a back-up, "
                    + "with registry.db-wal where there is one.");
            }

            // Another file under the name, such as a back-up put in place: connections to the one before would go on with that.
            var file = FileIdentity.Of(directory.Database);
            if (Interlocked.Exchange(ref _file, file) != file)
            {
                CloseIdleConnections();
            }

            return;
        }

        lock (_opening)
        {
            if (!_ready)
            {
                directory.EnsureRoot();
                directory.RefuseLossBeforeOpening();
                using var connection = Open(ConnectionString(directory, directory.MayCreate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite));
                SqliteSchema.Ensure(connection, directory);
                directory.Disk.Flush(directory.Root);
                _file = FileIdentity.Of(directory.Database);
                _ready = true;
            }
        }
    }

    private SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();

            // One from the pool keeps what it was told.
            if (!_durable.TryGetValue(connection.Handle!, out _))
            {
                // With the default of many builds, NORMAL, the last commits can be lost when the machine stops.
                connection.Execute($"PRAGMA busy_timeout = {directory.BusyTimeoutSeconds * 1000}; PRAGMA synchronous = FULL;");
                _durable.AddOrUpdate(connection.Handle!, this);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
