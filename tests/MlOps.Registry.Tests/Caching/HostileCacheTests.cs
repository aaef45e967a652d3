namespace MlOps.Registry.Caching;

/// <summary>What somebody puts into the directory, and what is wrong with the directory itself.</summary>
public sealed class HostileCacheTests : IDisposable
{
    private readonly CachedHost _host = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Damage =>
        new MatrixTheoryData<string, string>([".plan", ".record", ".bytes"], ["flipped", "cut", "empty", "link", "longer", "folder", "endless"]);

    public void Dispose() => _host.Dispose();

    [Theory]
    [MemberData(nameof(Damage))]
    public async Task What_is_damaged_is_never_used_and_is_mended_when_the_registry_is_back(string kind, string how)
    {
        await _host.RegisterAsync("m", 1, 2, 3);
        await _host.DeployAsync("m", DeploymentPlan.Live(1));
        var before = await CachedHost.ServeAsync(_host.Open());
        var path = _host.Only(kind);
        Spoil(path, how);
        _host.IsAway = true;

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => CachedHost.ServeAsync(_host.Open()));
        Assert.Contains(_host.Log, l => l.Id == 3010 && l.Text.Contains(Path.GetFileName(path), StringComparison.Ordinal));

        _host.IsAway = false;
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            // That one is left to a person.
            Directory.Delete(path);
        }

        Assert.Equal(before.Bytes, (await CachedHost.ServeAsync(_host.Open())).Bytes);
        _host.IsAway = true;
        Assert.Equal(before.Bytes, (await CachedHost.ServeAsync(_host.Open())).Bytes);
    }

    [Fact]
    public async Task Damage_is_found_and_mended_at_a_start_with_the_registry()
    {
        await _host.RegisterAsync("m", 1, 2, 3);
        await _host.DeployAsync("m", DeploymentPlan.Live(1));
        await CachedHost.ServeAsync(_host.Open());
        Spoil(_host.Only(".bytes"), "flipped");
        Spoil(_host.Only(".record"), "flipped");

        await CachedHost.ServeAsync(_host.Open());
        _host.IsAway = true;

        Assert.Equal([[1, 2, 3]], (await CachedHost.ServeAsync(_host.Open())).Bytes);
    }

    [Fact]
    public async Task A_plan_in_the_place_of_another_models_is_refused()
    {
        foreach (var model in new[] { "a", "b" })
        {
            await _host.RegisterAsync(model, 1);
            await _host.DeployAsync(model, DeploymentPlan.Live(1));
        }

        var registry = _host.Open();
        await CachedHost.ServeAsync(registry, "a");
        var a = _host.Only(".plan");
        await CachedHost.ServeAsync(registry, "b");
        File.Copy(a, Assert.Single(_host.Files, f => f != a && f.EndsWith(".plan", StringComparison.Ordinal)), overwrite: true);
        _host.IsAway = true;

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => _host.Open().GetDeploymentAsync("b", Stop));
        Assert.Contains("it is that of a in a registry in memory, put in the place of another", Assert.Single(_host.Log, l => l.Id == 3010).Text, StringComparison.Ordinal);
        await CachedHost.ServeAsync(_host.Open(), "a");
    }

    [Fact]
    public async Task Files_are_named_by_digests_and_are_nobody_elses()
    {
        await _host.RegisterAsync("m", 1);
        await _host.DeployAsync("m", DeploymentPlan.Live(1));
        await CachedHost.ServeAsync(_host.Open());

        Assert.Equal(3, _host.Files.Length);
        Assert.All(_host.Files, f => Assert.Matches(@"\A[0-9a-f]{64}\.(plan|record|bytes)\z", Path.GetFileName(f)));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such modes.");
        Assert.All(_host.Files, f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(f)));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_told_once_and_fails_nobody()
    {
        await _host.RegisterAsync("m", 1);
        await _host.DeployAsync("m", DeploymentPlan.Live(1));
        var file = Path.Combine(Path.GetDirectoryName(_host.Directory)!, "file");
        await File.WriteAllTextAsync(file, "", Stop);
        var registry = _host.Open(o => o.Directory = Path.Combine(file, "cache"));

        Assert.Equal([[1]], (await CachedHost.ServeAsync(registry)).Bytes);
        Assert.Equal([[1]], (await CachedHost.ServeAsync(registry)).Bytes);

        Assert.Equal(1, _host.Logged(3011));
    }

    [Fact]
    public async Task A_directory_that_everybody_may_write_is_not_used()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such modes.");
        await _host.RegisterAsync("m", 1);
        await _host.DeployAsync("m", DeploymentPlan.Live(1));
        await CachedHost.ServeAsync(_host.Open());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_host.Directory, (UnixFileMode)0b111_111_111);
        }

        _host.IsAway = true;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => _host.Open().GetDeploymentAsync("m", Stop));
        _host.IsAway = false;
        Assert.Equal([[1]], (await CachedHost.ServeAsync(_host.Open())).Bytes);
    }

    [Fact]
    public async Task Bytes_that_cannot_be_put_in_their_place_fail_nobody()
    {
        await _host.RegisterAsync("m", 1);
        await _host.DeployAsync("m", DeploymentPlan.Live(1));
        var registry = _host.Open();
        await CachedHost.ServeAsync(registry);
        await _host.RegisterAsync("m", 2);
        await _host.DeployAsync("m", DeploymentPlan.Live(2));

        // In the place of the copy there is a folder, so that it can't be put there.
        var bytes = (await registry.GetVersionAsync("m", 2, Stop)).Artifact.Digest;
        Directory.CreateDirectory(Path.Combine(_host.Directory, $"{bytes}.bytes"));
        Assert.Equal([[2]], (await CachedHost.ServeAsync(registry)).Bytes);

        Assert.Equal(1, _host.Logged(3011));
        Assert.DoesNotContain(_host.Files, f => f.EndsWith(".tmp", StringComparison.Ordinal) || f.EndsWith(".before", StringComparison.Ordinal));
    }

    private static void Spoil(string path, string how)
    {
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        switch (how)
        {
            case "flipped":
                bytes[^2] ^= 1;
                File.WriteAllBytes(path, bytes);
                break;
            case "cut":
                File.WriteAllBytes(path, bytes[..^1]);
                break;
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "longer":
                File.WriteAllBytes(path, [.. bytes, 0]);
                break;
            case "link":
                var elsewhere = Path.Combine(Path.GetDirectoryName(path)!, "..", "elsewhere");
                File.WriteAllBytes(elsewhere, bytes);
                File.CreateSymbolicLink(path, elsewhere);
                break;
            case "endless":
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            default:
                Directory.CreateDirectory(path);
                break;
        }
    }
}
