using Microsoft.Data.Sqlite;
using MlOps.Registry.Sqlite.Files;

namespace MlOps.Registry.Sqlite.Metadata;

/// <summary>SQLite's errors in words that say what to do. All of them mean that the store can't be used, none that something isn't there.</summary>
internal static class SqliteErrors
{
    public static RegistryUnavailableException Describe(RegistryDirectory directory, SqliteException error) =>
        new($"The registry '{directory.Database}' {Say(error.SqliteErrorCode, directory)} (SQLite error {error.SqliteExtendedErrorCode}: {error.Message})", error);

    private static string Say(int code, RegistryDirectory directory) => code switch
    {
        5 or 6 => $"was kept locked by others for longer than {directory.BusyTimeoutSeconds} s. Try again; if it stays so, look for a program that "
            + "holds it open, and see that it lies on a local disk: its write-ahead log doesn't work on a network file system.",
        3 or 8 or 14 => "can't be opened. See that the disk is mounted, and that this user may write the file and its directory.",
        10 => "can't be read or written: the disk or file system fails. See to the disk, then try again.",
        11 or 26 => "is damaged or no SQLite database. Stop its users and restore registry.db, with registry.db-wal where there is one, from a back-up.",
        13 => "can't grow: the disk is full. Nothing was changed. Make room and try again.",
        _ => "can't be used.",
    };
}
