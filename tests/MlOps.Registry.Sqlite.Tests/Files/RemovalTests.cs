namespace MlOps.Registry.Sqlite.Files;

/// <summary>What a collection does to files, and what it says where it can't.</summary>
public sealed class RemovalTests : IDisposable
{
    private static readonly ChangeReason Because = new("a test");
    private readonly TemporaryRegistry _registry = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _registry.Dispose();

    [Fact]
    public async Task Files_of_retired_versions_and_those_that_no_version_names_go_and_no_others()
    {
        var registry = await RegisterAsync();
        var orphan = Path.Combine(Directory.CreateDirectory(Path.Combine(_registry.Directory, "artifacts", "00")).FullName, new string('0', 64));
        await File.WriteAllBytesAsync(orphan, [1], Stop);
        var upload = Path.Combine(_registry.Directory, "artifacts", "k3v0q1zr.a2b.tmp");
        await File.WriteAllBytesAsync(upload, [1], Stop);

        var report = await registry.CollectAsync(RetentionPolicy.KeepAll, Because, Stop);

        Assert.Equal([$"bytes that no version names ({new string('0', 64)})", "the bytes of income v1 (3)"], report.Removed.Select(r => r.ToString()).Order());
        Assert.Equal(Sorted(PathOf(2), upload), Sorted(_registry.Artifacts));
    }

    [Fact]
    public async Task Who_reads_the_file_while_it_is_removed_reads_it_whole()
    {
        var registry = await RegisterAsync();
        await using var reading = (await new FileArtifactStore(new(new() { Directory = _registry.Directory }), TimeProvider.System).OpenAsync(DigestOf(1), Stop))!;

        await registry.CollectAsync(RetentionPolicy.KeepAll, Because, Stop);

        Assert.False(File.Exists(PathOf(1)));
        var bytes = new byte[4];
        Assert.Equal((3, 1), (await reading.ReadAsync(bytes, Stop), bytes[0]));
    }

    [Fact]
    public async Task Where_nothing_can_be_removed_nothing_is_said_to_be()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a directory in which even root makes no file.");
        var registry = await RegisterAsync();
        var artifacts = Path.Combine(_registry.Directory, "artifacts");
        Directory.Move(artifacts, artifacts + "-elsewhere");
        File.CreateSymbolicLink(artifacts, "/proc");

        var refused = await Assert.ThrowsAsync<RegistryUnavailableException>(
            () => registry.CollectAsync(new() { KeepLast = 1, KeepDeployedWithin = TimeSpan.Zero }, Because, Stop));

        Assert.Contains("Nothing was changed", refused.Message, StringComparison.Ordinal);
        File.Delete(artifacts);
        Directory.Move(artifacts + "-elsewhere", artifacts);
        Assert.Equal(VersionEventKind.Retired, Assert.Single(await registry.GetEventsAsync("income", 1, Stop).ToListAsync(Stop)).Kind);
        Assert.Empty((await registry.VerifyAsync(Stop)).Problems);
    }

    [Fact]
    public async Task A_file_that_can_not_be_removed_is_an_error_and_loses_nothing()
    {
        var registry = await RegisterAsync();
        var store = new FileArtifactStore(new(new() { Directory = _registry.Directory }), TimeProvider.System);
        File.Delete(PathOf(1));

        // Removing a directory as a file fails as removing a file does that another program holds.
        Directory.CreateDirectory(PathOf(1));
        await store.CheckRemovalAsync(Stop);
        var refused = await Assert.ThrowsAsync<RegistryUnavailableException>(() => store.RemoveAsync(DigestOf(1), Stop));

        Assert.Contains(PathOf(1), refused.Message, StringComparison.Ordinal);
        Assert.Contains("collect again", refused.Message, StringComparison.Ordinal);
        await ReadAsync(registry, 2);
    }

    [Fact]
    public async Task Before_the_first_version_there_is_nothing_to_remove()
    {
        Assert.Empty((await _registry.Open().CollectAsync(RetentionPolicy.KeepAll, Because, Stop)).ToString());
    }

    [Fact]
    public async Task A_disk_that_went_away_is_an_outage_and_nothing_is_marked()
    {
        var registry = await RegisterAsync();
        Directory.Move(_registry.Directory, _registry.Directory + "-unmounted");

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.CollectAsync(RetentionPolicy.KeepAll, Because, Stop));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.PreviewCollectionAsync(RetentionPolicy.KeepAll, Stop));

        Directory.Move(_registry.Directory + "-unmounted", _registry.Directory);
        Assert.Single((await registry.CollectAsync(RetentionPolicy.KeepAll, Because, Stop)).Removed);
    }

    [Fact]
    public async Task A_registration_waits_for_a_removal_and_a_removal_for_a_registration()
    {
        var registry = await RegisterAsync();
        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_registry.Database};Pooling=False");
        await other.OpenAsync(Stop);
        await using var transaction = other.BeginTransaction(deferred: false);

        // Another process is in one of the two.
        var impatient = _registry.Open(o => o.BusyTimeoutSeconds = 1);
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => impatient.CollectAsync(RetentionPolicy.KeepAll, Because, Stop));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => impatient.RegisterAsync("income", ModelArtifact.FromBytes(new byte[9], "test"), new(), Stop));
        Assert.Equal(Sorted(PathOf(1), PathOf(2)), Sorted(_registry.Artifacts));

        await transaction.RollbackAsync(Stop);
        Assert.Single((await registry.CollectAsync(RetentionPolicy.KeepAll, Because, Stop)).Removed);
    }

    private static async Task ReadAsync(IModelRegistry registry, int version) =>
        await (await registry.OpenAsync(await registry.GetVersionAsync("income", version, Stop), Stop)).DisposeAsync();

    private static string[] Sorted(params string[] paths) => [.. paths.Order(StringComparer.Ordinal)];

    private static string DigestOf(byte version) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(new byte[] { version, 2, 3 }));

    private string PathOf(byte version) => Path.Combine(_registry.Directory, "artifacts", DigestOf(version)[..2], DigestOf(version));

    /// <summary>Two versions, of which the first is retired.</summary>
    private async Task<IModelRegistry> RegisterAsync()
    {
        var registry = _registry.Open();
        foreach (byte version in new[] { 1, 2 })
        {
            await registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { version, 2, 3 }, "test"), new(), Stop);
        }

        await registry.RetireAsync("income", 1, Because, Stop);
        return registry;
    }
}
