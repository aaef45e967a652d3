using System.Runtime.InteropServices;

namespace MlOps.Registry.Stores;

/// <summary>
/// Opens files alone, for stores and the registry alike: no symbolic link, which leads elsewhere, and no pipe, socket or device, which can
/// keep its reader waiting for ever. On Linux and Windows all of these are told apart; elsewhere links and folders are.
/// </summary>
public static partial class RegularFile
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint KindOnly = 1;
    private const int KindAt = 28;
    private const int KindMask = 0xF000;
    private const int Regular = 0x8000;
    private const int StatLength = 256;

    /// <summary>Whether a file is there and is one. It is not opened.</summary>
    public static bool IsRegular(string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            && !file.Attributes.HasFlag(FileAttributes.ReparsePoint)
            && !file.Attributes.HasFlag(FileAttributes.Device)
            && (!OperatingSystem.IsLinux() || IsRegularOnLinux(path));
    }

    /// <summary>Opens a file for reading that others may replace or delete meanwhile.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="InvalidDataException">Something is there and is no file.</exception>
    public static FileStream OpenRead(string path)
    {
        if (!IsRegular(path) && (Path.Exists(path) || new FileInfo(path).LinkTarget is not null))
        {
            throw new InvalidDataException($"'{path}' is a link, folder, pipe, socket or device and no file.");
        }

        return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
    }

    // The one call about files whose answer is laid out alike on every processor. Its first words: what was asked, … at byte 28 the mode.
    private static bool IsRegularOnLinux(string path)
    {
        Span<byte> stat = stackalloc byte[StatLength];
        try
        {
            return Stat(CurrentDirectory, path, NoFollow, KindOnly, stat) != 0
                || (BitConverter.ToUInt16(stat[KindAt..]) & KindMask) == Regular;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than the call.
            return true;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int directory, string path, int flags, uint mask, Span<byte> stat);
}
