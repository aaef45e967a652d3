using System.Runtime.InteropServices;

namespace MlOps.Benchmarks.Registry;

/// <summary>The operating system's copy of files in memory.</summary>
internal static class PageCache
{
    private const int DontNeed = 4;

    /// <summary>
    /// Gives the memory of a file that was flushed back, where the system is Linux, so that the next file gets it. Memory that was never
    /// used before costs a virtual machine several times what writing 1 MB does, and which of two writers gets it is luck.
    /// </summary>
    public static void Forget(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            using var file = File.OpenHandle(path);
            _ = Advise((int)file.DangerousGetHandle(), 0, 0, DontNeed);
        }
    }

#pragma warning disable SYSLIB1054, CA5392 // As in ByHand.
    [DllImport("libc", EntryPoint = "posix_fadvise")]
    private static extern int Advise(int descriptor, long offset, long length, int advice);
#pragma warning restore SYSLIB1054, CA5392
}
