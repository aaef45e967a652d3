using Microsoft.Extensions.Time.Testing;

namespace MlOps.Registry.Sqlite.Files;

public sealed class FileArtifactStoreTests : IDisposable
{
    private readonly TemporaryRegistry _registry = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_bytes_twice_are_two_versions_and_one_file()
    {
        var registry = _registry.Open();

        var first = await RegisterAsync(registry, 1);
        var second = await RegisterAsync(registry, 1);
        await RegisterAsync(registry, 2);

        Assert.Equal((1, 2), (first.Number, second.Number));
        Assert.Equal(2, _registry.Artifacts.Length);
        Assert.Contains(Path.Combine(_registry.Directory, "artifacts", first.Artifact.Digest[..2], first.Artifact.Digest), _registry.Artifacts);
    }

    [Theory]
    [InlineData("one bit flipped")]
    [InlineData("cut short")]
    [InlineData("longer")]
    [InlineData("empty")]
    [InlineData("deleted")]
    [InlineData("deleted with its directory")]
    public async Task Bytes_that_were_tampered_with_are_never_opened_and_registering_them_again_mends_it(string damage)
    {
        var registry = _registry.Open();
        var version = await RegisterAsync(registry, 1);
        Damage(Assert.Single(_registry.Artifacts), damage);

        var refused = await Assert.ThrowsAsync<ArtifactException>(() => registry.OpenAsync(version, Stop));
        Assert.Contains("income v1", refused.Message, StringComparison.Ordinal);
        Assert.Contains(version.Artifact.Digest, refused.Message, StringComparison.Ordinal);
        Assert.Contains("register the same bytes again", refused.Message, StringComparison.Ordinal);

        await RegisterAsync(registry, 1);
        await using var mended = await registry.OpenAsync(version, Stop);
        Assert.Equal(version.Artifact.Size, mended.Length);
    }

    [Fact]
    public async Task What_was_opened_stays_what_was_verified_whatever_happens_to_the_file()
    {
        var registry = _registry.Open();
        var version = await RegisterAsync(registry, 1);
        await using var opened = await registry.OpenAsync(version, Stop);

        Damage(Assert.Single(_registry.Artifacts), "one bit flipped");

        Assert.Equal(version.Artifact.Digest, Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(opened, Stop)));
    }

    [Fact]
    public async Task A_disk_that_went_away_is_an_outage_and_not_gone()
    {
        var registry = _registry.Open();
        var version = await RegisterAsync(registry, 1);
        Directory.Delete(Path.Combine(_registry.Directory, "artifacts"), recursive: true);

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.OpenAsync(version, Stop));
    }

    [Fact]
    public async Task A_copy_that_breaks_off_leaves_nothing()
    {
        var store = new FileArtifactStore(new(new() { Directory = _registry.Directory }), TimeProvider.System);
        await using var broken = new BrokenStream();

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.StageAsync(broken, Stop));

        Assert.Empty(_registry.Artifacts);
    }

    [Fact]
    public async Task While_bytes_are_flushed_nobody_sees_them_and_others_register()
    {
        using var disk = new SlowDisk();
        var slow = RegisterAsync(_registry.Open(disk: disk), 1);
        await disk.Begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);

        var others = _registry.Open();
        var first = await RegisterAsync(others, 2).WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.False(slow.IsCompleted);
        Assert.Single(await others.ListVersionsAsync("income", Stop).ToListAsync(Stop));
        Assert.EndsWith(first.Artifact.Digest, Assert.Single(_registry.Artifacts, path => !path.EndsWith(".tmp", StringComparison.Ordinal)), StringComparison.Ordinal);

        disk.MayEnd.Set();
        Assert.Equal((1, 2), (first.Number, (await slow).Number));
    }

    [Fact]
    public async Task Bytes_that_are_given_up_while_they_are_flushed_leave_nothing()
    {
        using var disk = new SlowDisk();
        var store = new FileArtifactStore(new(new() { Directory = _registry.Directory }, disk: disk), TimeProvider.System);
        var staged = await store.StageAsync(new MemoryStream(new byte[100]), Stop);
        await disk.Begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);

        var givingUp = staged.DisposeAsync().AsTask();
        Assert.False(givingUp.IsCompleted);
        disk.MayEnd.Set();
        await givingUp;

        Assert.Empty(_registry.Artifacts);
    }

    [Fact]
    public async Task Leftovers_of_killed_processes_are_removed_after_a_day()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var artifacts = Directory.CreateDirectory(Path.Combine(_registry.Directory, "artifacts")).FullName;
        var leftover = Path.Combine(artifacts, "k3v0q1zr.a2b.tmp");
        await File.WriteAllTextAsync(leftover, "half", Stop);

        await new FileArtifactStore(new(new() { Directory = _registry.Directory }), clock).StageAsync(new MemoryStream(), Stop);
        Assert.True(File.Exists(leftover));
        clock.Advance(TimeSpan.FromHours(25));
        await new FileArtifactStore(new(new() { Directory = _registry.Directory }), clock).StageAsync(new MemoryStream(), Stop);
        Assert.False(File.Exists(leftover));
    }

    [Fact]
    public async Task Only_a_digest_becomes_a_path()
    {
        var store = new FileArtifactStore(new(new() { Directory = _registry.Directory }), TimeProvider.System);

        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenAsync("../../../etc/passwd", Stop));
    }

    public void Dispose() => _registry.Dispose();

    private static Task<ModelVersion> RegisterAsync(IModelRegistry registry, int seed)
    {
        var bytes = new byte[10_000];
        new Random(seed).NextBytes(bytes);
        return registry.RegisterAsync("income", ModelArtifact.FromBytes(bytes, "test"), new(), Stop);
    }

    private static void Damage(string file, string how)
    {
        var bytes = File.ReadAllBytes(file);
        switch (how)
        {
            case "one bit flipped":
                bytes[5000] ^= 4;
                File.WriteAllBytes(file, bytes);
                break;
            case "cut short":
                File.WriteAllBytes(file, bytes[..^1]);
                break;
            case "longer":
                File.WriteAllBytes(file, [.. bytes, 0]);
                break;
            case "empty":
                File.WriteAllBytes(file, []);
                break;
            case "deleted":
                File.Delete(file);
                break;
            default:
                Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
                break;
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The source broke off.");
    }
}
