using System.Runtime.InteropServices;

namespace MlOps.Routing.Sources;

/// <summary>
/// Lets calls go before a thread that computes for long, on Linux. Its scheduler looks at the clock every few milliseconds, and in between gives
/// the processor of a running thread to one that wakes only where the running one asked for longer slices (EEVDF, from kernel 6.12 on; others
/// ignore what is asked). The share of the processor stays the same: a load on a busy host takes no longer, as with a lower priority it would.
/// </summary>
internal static partial class LongSlice
{
    private const int AttributesLength = 48;
    private const int PolicyAt = 4;
    private const int FlagsAt = 8;
    private const int NiceAt = 16;
    private const int RuntimeAt = 24;

    private const uint NormalPolicy = 0;

    // Threads that this one starts, such as those of the pool, get the usual slices. They would lose a nice value below zero, too, and so
    // nothing is asked where the process has one.
    private const ulong ResetOnFork = 1;

    // In nanoseconds. The kernel takes 100 ms at most; a look that took as long would wait for loads as they do for each other.
    private const ulong OfALoad = 100_000_000;
    private const ulong OfALook = 10_000_000;

    private static readonly (int Get, int Set)? Calls = !OperatingSystem.IsLinux() ? null : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => (315, 314),
        Architecture.Arm64 => (275, 274),
        _ => null,
    };

    /// <summary>Asks for the calling thread, until it ends. Where that can't be had, nothing changes.</summary>
    /// <param name="isLook">Whether it goes before loads, as it computes little.</param>
    public static void AskFor(bool isLook)
    {
        try
        {
            if (Calls is { } calls && TrySet(calls.Get, calls.Set, isLook ? OfALook : OfALoad))
            {
                // The slice that it began with ends when it sleeps.
                Thread.Sleep(1);
            }
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library that has no such call.
        }
    }

    private static bool TrySet(int get, int set, ulong slice)
    {
        Span<byte> attributes = stackalloc byte[AttributesLength];
        attributes.Clear();
        if (Call(get, 0, attributes, AttributesLength, 0) != 0
            || BitConverter.ToUInt32(attributes[PolicyAt..]) != NormalPolicy
            || BitConverter.ToInt32(attributes[NiceAt..]) < 0)
        {
            return false;
        }

        BitConverter.TryWriteBytes(attributes[FlagsAt..], BitConverter.ToUInt64(attributes[FlagsAt..]) | ResetOnFork);
        BitConverter.TryWriteBytes(attributes[RuntimeAt..], slice);
        return Call(set, 0, attributes, 0, 0) == 0;
    }

    // sched_getattr and sched_setattr; older C libraries have no functions for them. The latter has no fourth argument, and ignores it.
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, nint thread, Span<byte> attributes, nint third, nint fourth);
}
