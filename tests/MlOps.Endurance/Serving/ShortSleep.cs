using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MlOps.Endurance.Serving;

/// <summary>Sleeps to a fraction of a millisecond, where the operating system can; <see cref="Thread.Sleep(int)"/> counts whole ones.</summary>
internal static partial class ShortSleep
{
    private const int SetTimerSlack = 29;

    /// <summary>Returns at a time of <see cref="Stopwatch"/>; elsewhere than on Linux up to a millisecond before it.</summary>
    public static void Until(long due)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
        {
            var time = new Timespec(left.Ticks / TimeSpan.TicksPerSecond, left.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
            _ = Sleep(in time, 0);
        }
        else if (left.TotalMilliseconds >= 1)
        {
            Thread.Sleep((int)left.TotalMilliseconds);
        }
    }

    /// <summary>From now on the calling thread wakes when it asked to, and not up to 50 microseconds later, where the operating system can.</summary>
    public static void BePrecise()
    {
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
        {
            _ = Control(SetTimerSlack, 1, 0, 0, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint value, nint unused3, nint unused4, nint unused5);

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int Sleep(in Timespec time, nint left);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec(long seconds, long nanoseconds)
    {
        public readonly long Seconds = seconds;
        public readonly long Nanoseconds = nanoseconds;
    }
}
