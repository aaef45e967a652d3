using System.Runtime.InteropServices;

namespace MlOps.Registry.Sqlite.Files;

/// <summary>
/// Makes the names in a directory durable: a file that was flushed can still lose its name in a crash. .NET has no call for it;
/// Windows needs none, its file systems log renames.
/// </summary>
internal static partial class DirectoryFlush
{
    private const int ReadOnly = 0;
    private const int Interrupted = 4;
    private const int Denied = 13;
    private const int Invalid = 22;

    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(directory, ReadOnly);
        if (descriptor < 0)
        {
            throw Failed(directory);
        }

        try
        {
            while (Sync(descriptor) != 0)
            {
                // A file system that can't flush directories says that the call makes no sense; more can't be done there.
                switch (Marshal.GetLastPInvokeError())
                {
                    case Interrupted: continue;
                    case Invalid: return;
                    default: throw Failed(directory);
                }
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static Exception Failed(string directory)
    {
        var message = $"The directory '{directory}' couldn't be flushed to disk: {Marshal.GetLastPInvokeErrorMessage()}.";
        return Marshal.GetLastPInvokeError() == Denied ? new UnauthorizedAccessException(message) : new IOException(message);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
