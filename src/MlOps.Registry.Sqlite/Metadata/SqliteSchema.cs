using Microsoft.Data.Sqlite;
using MlOps.Registry.Sqlite.Files;

namespace MlOps.Registry.Sqlite.Metadata;

/// <summary>The tables, and which version of them a database has.</summary>
internal static class SqliteSchema
{
    /// <summary>The version that this library writes; a later one adds a step that starts from it.</summary>
    public const int Current = 1;

    // Marks the file as a registry: the letters MLOP.
    private const int ApplicationId = 0x4D4C4F50;

    private const string Create =
        """
        CREATE TABLE versions (
            id INTEGER PRIMARY KEY,
            model TEXT NOT NULL,
            number INTEGER NOT NULL,
            registration_id TEXT,
            artifact_digest TEXT NOT NULL,
            document TEXT NOT NULL,
            UNIQUE (model, number)
        ) STRICT;
        CREATE UNIQUE INDEX registrations ON versions (model, registration_id) WHERE registration_id IS NOT NULL;
        CREATE TABLE deployments (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            model TEXT NOT NULL,
            number INTEGER NOT NULL,
            document TEXT NOT NULL,
            UNIQUE (model, number)
        ) STRICT;
        CREATE INDEX artifacts ON versions (artifact_digest, model, number);
        CREATE TABLE version_events (
            id INTEGER PRIMARY KEY,
            model TEXT NOT NULL,
            number INTEGER NOT NULL,
            version INTEGER NOT NULL,
            kind TEXT NOT NULL,
            document TEXT NOT NULL,
            UNIQUE (model, number)
        ) STRICT;
        CREATE INDEX events_of_a_version ON version_events (model, version, number);
        CREATE INDEX events_of_a_kind ON version_events (model, kind, number);
        CREATE TRIGGER versions_never_change BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'a version never changes'); END;
        CREATE TRIGGER versions_never_go BEFORE DELETE ON versions BEGIN SELECT RAISE(ABORT, 'a version is never removed'); END;
        CREATE TRIGGER deployments_never_change BEFORE UPDATE ON deployments BEGIN SELECT RAISE(ABORT, 'history never changes'); END;
        CREATE TRIGGER deployments_never_go BEFORE DELETE ON deployments BEGIN SELECT RAISE(ABORT, 'history is never removed'); END;
        CREATE TRIGGER events_never_change BEFORE UPDATE ON version_events BEGIN SELECT RAISE(ABORT, 'an event never changes'); END;
        CREATE TRIGGER events_never_go BEFORE DELETE ON version_events BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END;
        """;

    /// <summary>Makes the tables where there are none. Any number of processes may do it at once.</summary>
    public static void Ensure(SqliteConnection connection, RegistryDirectory directory)
    {
        var path = directory.Database;
        var current = IsCurrent(connection, path);
        directory.Disk.Commit(() => UseWriteAheadLog(connection, path));
        if (current)
        {
            return;
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        if (!IsCurrent(connection, path))
        {
            // Under the lock: bytes come to lie here only while tables are there, so these are of a registry that was lost.
            directory.RefuseLoss();
            Execute(connection, $"{Create} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Current};");
            directory.Disk.Commit(transaction.Commit);
        }
    }

    private static bool IsCurrent(SqliteConnection connection, string path)
    {
        var version = Read(connection, "PRAGMA user_version;");
        var tables = Read(connection, "SELECT COUNT(*) FROM sqlite_schema;");
        if (version > Current)
        {
            throw new RegistryUnavailableException(
                $"The registry '{path}' was written by a later version of this library (schema {version}; this one knows {Current}). Update the library.");
        }

        if (tables > 0 && Read(connection, "PRAGMA application_id;") != ApplicationId)
        {
            throw new RegistryUnavailableException($"'{path}' is a database of something else, not a model registry. Name another directory.");
        }

        return version == Current;
    }

    // The mode is kept in the file, so this does something only once. It can't be done inside the transaction.
    private static void UseWriteAheadLog(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL;";
        if ((string)command.ExecuteScalar()! is not "wal" and var mode)
        {
            throw new RegistryUnavailableException(
                $"The registry '{path}' can't use SQLite's write-ahead log (it is in mode '{mode}'). Put it on a local disk; network file systems lack what it needs.");
        }
    }

    private static long Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
