using Microsoft.Data.Sqlite;

namespace MlOps.Registry.Sqlite.Faults;

/// <summary>What disks, users and other programs do to a registry. Each is told clearly and passes without a trace.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TemporaryRegistry _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_is_told_and_nothing_is_registered_until_there_is_room()
    {
        using var disk = SmallDisk.Mount(_folder.Parent, megabytes: 2);
        var directory = Path.Combine(_folder.Parent, "models");
        var registry = _folder.Open(o => o.Directory = directory);
        await RegisterAsync(registry, size: 1000);

        var full = await Assert.ThrowsAsync<RegistryUnavailableException>(() => RegisterAsync(registry, size: 4_000_000));
        AssertSays(full, directory, "Nothing was registered", "room");
        await AssertHoldsAsync(registry, versions: 1);
        Assert.Empty(Directory.EnumerateFiles(directory, "*.tmp", SearchOption.AllDirectories));

        // Also for the database, which a plan of many words needs to grow.
        var filler = Path.Combine(directory, "filler");
        Fill(filler);
        var words = new ChangeReason(new('x', 100_000));
        full = await Assert.ThrowsAsync<RegistryUnavailableException>(
            async () => await registry.DeployAsync("income", DeploymentPlan.Live(1), null, words, Stop));
        AssertSays(full, "registry.db", "full", "Make room");
        Assert.Null(await registry.GetDeploymentAsync("income", Stop));

        File.Delete(filler);
        await registry.DeployAsync("income", DeploymentPlan.Live(1), null, words, Stop);
        await RegisterAsync(registry, size: 500_000);
        await AssertHoldsAsync(registry, versions: 2);
        _folder.Close();
    }

    [Fact]
    public async Task A_folder_that_may_not_be_written_is_told_and_is_read_all_the_same()
    {
        if (Environment.IsPrivilegedProcess)
        {
            // Nothing is forbidden to root, so another user has to try.
            Assert.SkipUnless(File.Exists(OtherProcess.SetPriv), "As root this needs setpriv (util-linux).");
            using var home = new SharedFolder();
            await OtherProcess.RunAsNobodyAsync(GetType(), nameof(A_folder_that_may_not_be_written_is_told_and_is_read_all_the_same), home.Path);
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Who may write is said in another way there.");
            return;
        }

        // Readers need the log's index, which is there while any process has the registry open.
        await RegisterAsync(_folder.Open(), size: 1000);
        using (new ReadOnlyFolder(_folder.Directory))
        {
            var registry = _folder.Open();
            AssertSays(
                await Assert.ThrowsAsync<RegistryUnavailableException>(() => RegisterAsync(registry, size: 2000)), _folder.Directory, "Nothing was registered", "can be written");
            await AssertHoldsAsync(registry, versions: 1);
            var below = _folder.Open(o => o.Directory = Path.Combine(_folder.Directory, "below"));
            AssertSays(await Assert.ThrowsAsync<RegistryUnavailableException>(() => below.GetDeploymentAsync("income", Stop)), "below", "may write");
        }

        await RegisterAsync(_folder.Open(), size: 2000);
        await AssertHoldsAsync(_folder.Open(), versions: 2);
    }

    [Fact]
    public async Task A_database_that_another_process_keeps_locked_is_told_and_is_read_all_the_same()
    {
        if (OtherProcess.Folder is { } folder)
        {
            // This is the other process.
            var impatient = _folder.Open(o => (o.Directory, o.BusyTimeoutSeconds) = (Path.Combine(folder, "models"), 1));
            var locked = await Assert.ThrowsAsync<RegistryUnavailableException>(() => RegisterAsync(impatient, size: 2000));
            AssertSays(locked, "registry.db", "locked by others for longer than 1 s", "Try again");
            await AssertHoldsAsync(impatient, versions: 1);
            return;
        }

        var registry = _folder.Open();
        await RegisterAsync(registry, size: 1000);
        using (var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False"))
        {
            connection.Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            await OtherProcess.RunAsync(GetType(), nameof(A_database_that_another_process_keeps_locked_is_told_and_is_read_all_the_same), _folder.Parent);
        }

        await RegisterAsync(registry, size: 2000);
        await AssertHoldsAsync(registry, versions: 2);
    }

    [Theory]
    [InlineData("a header and rubbish")]
    [InlineData("cut in half")]
    public async Task A_damaged_database_is_told_and_a_back_up_in_its_place_goes_on(string damage)
    {
        await RegisterAsync(_folder.Open(), size: 1000);
        _folder.Close();
        var sound = await File.ReadAllBytesAsync(_folder.Database, Stop);
        byte[] damaged = damage == "cut in half" ? sound[..(sound.Length / 2)] : [.. sound[..100], .. new byte[sound.Length - 100].Select(_ => (byte)'x')];
        await File.WriteAllBytesAsync(_folder.Database, damaged, Stop);

        var registry = _folder.Open();
        var told = await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetVersionAsync("income", 1, Stop));
        AssertSays(told, _folder.Database, "restore", "back-up");
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => RegisterAsync(registry, size: 2000));

        _folder.Close();
        await File.WriteAllBytesAsync(_folder.Database, sound, Stop);
        await RegisterAsync(_folder.Open(), size: 2000);
        await AssertHoldsAsync(_folder.Open(), versions: 2);
    }

    [Fact]
    public async Task A_file_added_to_the_folder_is_never_opened_and_one_that_was_renamed_is_missed()
    {
        var registry = _folder.Open();
        var version = await RegisterAsync(registry, size: 1000);
        var file = Assert.Single(_folder.Artifacts);
        await File.WriteAllTextAsync(file + ".dll", "added", Stop);
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(file)!, new('0', 64)), "added", Stop);
        await AssertHoldsAsync(registry, versions: 1);
        Assert.Equal(
            [(RegistryProblemKind.StrayFile, new string('0', 64)), (RegistryProblemKind.StrayFile, Path.GetFileName(file) + ".dll")],
            (await registry.VerifyAsync(Stop)).Problems.Select(p => (p.Kind, Path.GetFileName(p.Where))));

        File.Move(file, file + ".before");
        var missed = await Assert.ThrowsAsync<ArtifactException>(() => registry.OpenAsync(version, Stop));
        AssertSays(missed, "income v1", version.Artifact.Digest, "Restore them");
        Assert.Contains((await registry.VerifyAsync(Stop)).Problems, p => p is { Kind: RegistryProblemKind.MissingArtifact, Where: "income v1" });

        File.Move(file + ".before", file);
        await AssertHoldsAsync(registry, versions: 1);
    }

    private static Task<ModelVersion> RegisterAsync(IModelRegistry registry, int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return registry.RegisterAsync("income", ModelArtifact.FromBytes(bytes, "test"), new(), Stop);
    }

    private static void AssertSays(Exception exception, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));

    private static async Task AssertHoldsAsync(IModelRegistry registry, int versions)
    {
        var report = await registry.VerifyAsync(Stop);
        Assert.True(report.IsSound);
        Assert.Equal(versions, report.Versions);
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Now there is no room for a page.
        }
    }
}
