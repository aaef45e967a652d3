using System.Diagnostics;

namespace MlOps.Registry.Sqlite.Faults;

/// <summary>A disk of a few megabytes, in memory, over a directory that is there. Only root may have one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _directory;

    private SmallDisk(string directory) => _directory = directory;

    /// <summary>Skips the test where there can't be one.</summary>
    public static SmallDisk Mount(string directory, int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root may mount a small disk, on Linux.");
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "small", directory) == 0, "No disk may be mounted here.");
        return new(directory);
    }

    public void Dispose() => Assert.Equal(0, Run("umount", "-l", _directory));

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
