using System.Runtime.InteropServices;
using MlOps.Routing.Sources;

namespace MlOps.Sources;

public sealed class LoadThreadTests
{
    private const int RuntimeAt = 24;

    [Fact]
    public async Task A_load_asks_for_long_slices_for_its_own_thread_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "only Linux is asked for slices");
        var before = Slice();
        Assert.SkipWhen(before == 0 || GetPriority(0, 0) < 0, "this kernel has no slices of a thread's own, or the process goes before others");

        var (own, started) = await LoadThread.LoadAsync(() =>
        {
            long? started = null;
            var thread = new Thread(() => started = Slice());
            thread.Start();
            thread.Join();
            return (Slice(), started);
        });

        Assert.Equal((100_000_000, before), (own, started));
        Assert.Equal(10_000_000, await LoadThread.LookAsync(() => Task.FromResult(Slice())));
    }

    [Fact]
    public void What_a_load_starts_goes_before_others_as_far_as_its_process_does()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux is asked for slices");
        var (allowed, started) = (false, 0);
        var before = new Thread(() =>
        {
            allowed = SetPriority(0, 0, -5) == 0;
            started = LoadThread.LoadAsync(() =>
            {
                var nice = 0;
                var thread = new Thread(() => nice = GetPriority(0, 0));
                thread.Start();
                thread.Join();
                return nice;
            }).GetAwaiter().GetResult();
        });
        before.Start();
        before.Join();
        Assert.SkipUnless(allowed, "whoever runs this may not go before others");

        Assert.Equal(-5, started);
    }

    [Fact]
    public async Task What_a_load_throws_is_thrown_where_it_is_awaited()
    {
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => LoadThread.LoadAsync<int>(() => throw new InvalidDataException("no model")));

        Assert.Equal("no model", thrown.Message);
    }

    // Of the calling thread, in nanoseconds, as sched_getattr tells it.
    private static long Slice()
    {
        var attributes = new byte[48];
        return Call(315, 0, attributes, attributes.Length, 0) == 0 ? BitConverter.ToInt64(attributes, RuntimeAt) : 0;
    }

#pragma warning disable SYSLIB1054 // Which would need unsafe code here.
    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Call(nint number, nint thread, byte[] attributes, nint length, nint flags);

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int nice);

    [DllImport("libc", EntryPoint = "getpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetPriority(int which, int who);
#pragma warning restore SYSLIB1054
}
