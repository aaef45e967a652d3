using System.Runtime.InteropServices;

namespace MlOps.Registry.Sqlite.Files;

/// <summary>Tells a file from another one that came under its name. What is written to it changes nothing.</summary>
internal sealed partial record FileIdentity(long Number, long Seconds, long Nanoseconds)
{
    private const int CurrentDirectory = -100;
    private const uint NumberAndBirth = 0x100 | 0x800;
    private const int NumberAt = 32;
    private const int SecondsAt = 80;
    private const int NanosecondsAt = 88;
    private const int StatLength = 256;

    public static FileIdentity Of(string path) => OperatingSystem.IsLinux() && OnLinux(path) is { } identity ? identity : new(0, File.GetCreationTimeUtc(path).Ticks, 0);

    // What .NET calls the creation time on Linux is the time of the last change, where that is the older one.
    private static FileIdentity? OnLinux(string path)
    {
        Span<byte> stat = stackalloc byte[StatLength];
        try
        {
            return Stat(CurrentDirectory, path, 0, NumberAndBirth, stat) == 0
                ? new(BitConverter.ToInt64(stat[NumberAt..]), BitConverter.ToInt64(stat[SecondsAt..]), BitConverter.ToUInt32(stat[NanosecondsAt..]))
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than the call.
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int directory, string path, int flags, uint mask, Span<byte> stat);
}
