using System.Diagnostics;

namespace MlOps.Registry.Caching;

/// <summary>A disk of its own that has no room left. Only the superuser of a Linux can make one.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Size = 300_000;
    private readonly CachedHost _host = new();
    private readonly string _disk = Directory.CreateTempSubdirectory("mlops-disk-").FullName;

    private string Filler => Path.Combine(_disk, "filler");

    public void Dispose()
    {
        _host.Dispose();
        if (OperatingSystem.IsLinux())
        {
            Run("umount", _disk);
        }

        Directory.Delete(_disk, recursive: true);
    }

    [Theory]
    [InlineData(0, "neither a plan nor bytes")]
    [InlineData(100_000, "plans, but no bytes")]
    public async Task A_full_disk_fails_nobody_leaves_nothing_that_is_no_longer_in_force_and_is_used_again_when_there_is_room(int left, string room)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=1m", "none", _disk), "no disk can be made here");
        var registry = Open();
        await DeployAsync(1);
        await CachedHost.ServeAsync(registry);
        await DeployAsync(2);
        Fill(left);

        Assert.Equal(Bytes(2), (await CachedHost.ServeAsync(registry)).Bytes[0]);
        var told = _host.Logged(3011);
        Assert.Equal(Bytes(2), (await CachedHost.ServeAsync(registry)).Bytes[0]);

        // Once, unless the plan that goes makes room for something small.
        Assert.InRange(told, 1, 2);
        Assert.True(_host.Logged(3011) == told, $"Where there is room for {room}, that was told at each load.");
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(_disk, "cache")), f => f.EndsWith(".tmp", StringComparison.Ordinal));
        _host.IsAway = true;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => CachedHost.ServeAsync(Open()));

        _host.IsAway = false;
        File.Delete(Filler);
        await CachedHost.ServeAsync(Open());
        _host.IsAway = true;
        Assert.Equal(Bytes(2), (await CachedHost.ServeAsync(Open())).Bytes[0]);
    }

    private static byte[] Bytes(byte seed) => [.. Enumerable.Repeat(seed, Size)];

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }

    private IModelRegistry Open() => _host.Open(o => o.Directory = Path.Combine(_disk, "cache"));

    private async Task DeployAsync(byte seed) => await _host.DeployAsync("m", DeploymentPlan.Live((await _host.RegisterAsync("m", Bytes(seed))).Number));

    private void Fill(int left)
    {
        using var filler = File.Create(Filler);
        var page = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(page);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            filler.SetLength(filler.Length - left);
        }
    }
}
