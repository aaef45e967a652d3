using System.Diagnostics;

namespace MlOps.Registry.Sqlite.Verification;

/// <summary>What others put among the files of a store, or in their place.</summary>
public sealed class StrayFileTests : IDisposable
{
    private static readonly ChangeReason Because = new("a test");
    private readonly TemporaryRegistry _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Artifacts => Path.Combine(_folder.Directory, "artifacts");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_and_folders_of_others_are_told_and_survive_a_collection()
    {
        var registry = await RegisterAsync();
        var digest = await DigestAsync(registry, 1);
        string[] strays =
        [
            "README.txt", "upload.tmp", "K3V0Q1ZR.A2B.tmp", "3F", "3f9", "zz/x", Path.Combine(digest[..2], "notes.txt"), Path.Combine(digest[..2], digest + ".bak"),
            Path.Combine(digest[..2], digest.ToUpperInvariant()), Path.Combine(digest[..2], "k3v0q1zr.a2b.tmp"), Path.Combine("00", new string('1', 64)), new('0', 64),
        ];
        foreach (var stray in strays)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Artifacts, stray))!);
            await File.WriteAllTextAsync(Path.Combine(Artifacts, stray), "not ours", Stop);
            File.SetLastWriteTimeUtc(Path.Combine(Artifacts, stray), DateTime.UnixEpoch);
        }

        // The file of a registration that runs.
        await File.WriteAllTextAsync(Path.Combine(Artifacts, "k3v0q1zr.a2b.tmp"), "half", Stop);

        var report = await registry.VerifyAsync(Stop);

        Assert.Equal(
            strays.Select(s => Path.Combine("artifacts", s == "zz/x" ? "zz" : s)).Order(StringComparer.Ordinal),
            report.Problems.Select(p => p.Where).Order(StringComparer.Ordinal));
        Assert.All(report.Problems, p => Assert.Equal(RegistryProblemKind.StrayFile, p.Kind));
        Assert.True(report.IsSound);

        Assert.Empty((await registry.CollectAsync(RetentionPolicy.KeepAll, Because, Stop)).Removed);
        await _folder.Open().RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 9 }, "test"), new(), Stop);
        Assert.All(strays, stray => Assert.True(File.Exists(Path.Combine(Artifacts, stray)), stray));
    }

    [Theory]
    [InlineData("renamed.bin")]
    [InlineData("../moved")]
    public async Task A_renamed_file_is_missing_where_it_was_and_strange_where_it_is(string name)
    {
        var registry = await RegisterAsync();
        var path = PathOf(await DigestAsync(registry, 1));
        var other = Path.GetFullPath(name, Path.GetDirectoryName(path)!);
        File.Move(path, other);

        Assert.Equal(
            [(RegistryProblemKind.MissingArtifact, "income v1"), (RegistryProblemKind.StrayFile, Path.GetRelativePath(_folder.Directory, other))],
            (await registry.VerifyAsync(Stop)).Problems.Select(p => (p.Kind, p.Where)));
        Assert.False((await registry.VerifyAsync(Stop)).IsSound);
    }

    [Fact]
    public async Task Files_that_changed_names_with_each_other_are_altered_and_one_under_a_free_digest_is_an_orphan()
    {
        var registry = await RegisterAsync();
        var (one, two, free) = (PathOf(await DigestAsync(registry, 1)), PathOf(await DigestAsync(registry, 2)), PathOf(new('a', 64)));
        File.Move(one, one + "~");
        File.Move(two, one);
        File.Move(one + "~", two);
        Directory.CreateDirectory(Path.GetDirectoryName(free)!);
        File.Copy(one, free);

        Assert.Equal(
            [(RegistryProblemKind.AlteredArtifact, "income v1"), (RegistryProblemKind.AlteredArtifact, "income v2"), (RegistryProblemKind.OrphanedArtifact, new('a', 64))],
            (await registry.VerifyAsync(Stop)).Problems.Select(p => (p.Kind, p.Where)));
    }

    [Theory]
    [InlineData("a link to the bytes")]
    [InlineData("a link to nothing")]
    [InlineData("a link to a device")]
    [InlineData("a pipe")]
    [InlineData("a folder")]
    public async Task What_is_no_file_is_never_opened_and_registering_the_bytes_again_mends_a_link(string what)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere not all of these are there.");
        var registry = await RegisterAsync();
        var version = await registry.GetVersionAsync("income", 1, Stop);
        var path = PathOf(version.Artifact.Digest);
        File.Move(path, path + "~");
        switch (what)
        {
            case "a link to the bytes": File.CreateSymbolicLink(path, path + "~"); break;
            case "a link to nothing": File.CreateSymbolicLink(path, "nowhere"); break;
            case "a link to a device": File.CreateSymbolicLink(path, "/dev/zero"); break;
            case "a folder": Directory.CreateDirectory(path); break;
            default:
                using (var make = Process.Start("mkfifo", path))
                {
                    await make.WaitForExitAsync(Stop);
                }

                break;
        }

        // A pipe that is opened waits for ever.
        var refused = await Assert.ThrowsAsync<ArtifactException>(() => Task.Run(() => registry.OpenAsync(version, Stop), Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop));
        Assert.Contains("income v1", refused.Message, StringComparison.Ordinal);
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("register the same bytes again", refused.Message, StringComparison.Ordinal);
        var report = await registry.VerifyAsync(Stop);
        Assert.Equal((RegistryProblemKind.AlteredArtifact, "income v1"), report.Problems.Select(p => (p.Kind, p.Where)).First());
        Assert.Contains(report.Problems, p => p.Kind == RegistryProblemKind.StrayFile && p.Where.EndsWith(version.Artifact.Digest, StringComparison.Ordinal));

        if (what == "a folder")
        {
            await File.WriteAllTextAsync(Path.Combine(path, "notes.txt"), "not ours", Stop);
            var inTheWay = await Assert.ThrowsAsync<RegistryUnavailableException>(
                () => registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 1, 2 }, "test"), new(), Stop));
            Assert.Contains($"'{path}' is a folder in the place of the bytes.", inTheWay.Message, StringComparison.Ordinal);
            Assert.Equal(2, await registry.ListVersionsAsync("income", Stop).CountAsync(Stop));
            await registry.RetireAsync("income", 1, Because, Stop);
            Assert.Empty((await registry.CollectAsync(RetentionPolicy.KeepAll, Because, Stop)).Removed);
            Assert.Single(Directory.GetFiles(path));
        }
        else
        {
            await registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 1, 2 }, "test"), new(), Stop);
            await (await registry.OpenAsync(version, Stop)).DisposeAsync();
            Assert.Null(new FileInfo(path).LinkTarget);
        }
    }

    [Fact]
    public async Task A_store_that_is_reached_through_links_works_and_a_linked_group_of_another_store_is_left_alone()
    {
        using var other = new TemporaryRegistry();
        var elsewhere = other.Open();
        var theirs = await elsewhere.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 7 }, "test"), new(), Stop);
        var digest = theirs.Artifact.Digest;

        var registry = await RegisterAsync();
        Directory.CreateSymbolicLink(Path.Combine(Artifacts, digest[..2]), Path.Combine(other.Directory, "artifacts", digest[..2]));
        Assert.Equal([Path.Combine("artifacts", digest[..2])], (await registry.VerifyAsync(Stop)).Problems.Select(p => p.Where));
        Assert.Empty((await registry.CollectAsync(RetentionPolicy.KeepAll, Because, Stop)).Removed);
        await (await elsewhere.OpenAsync(theirs, Stop)).DisposeAsync();

        var link = Path.Combine(_folder.Parent, "link");
        Directory.CreateSymbolicLink(link, _folder.Directory);
        var through = _folder.Open(o => o.Directory = link);
        await (await through.OpenAsync(await through.GetVersionAsync("income", 1, Stop), Stop)).DisposeAsync();
        await through.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 5 }, "test"), new(), Stop);
        Assert.True((await through.VerifyAsync(Stop)).IsSound);
        Directory.Delete(link);
        Directory.Delete(Path.Combine(Artifacts, digest[..2]));
    }

    private string PathOf(string digest) => Path.Combine(Artifacts, digest[..2], digest);

    private static async Task<string> DigestAsync(IModelRegistry registry, int version) => (await registry.GetVersionAsync("income", version, Stop)).Artifact.Digest;

    private async Task<IModelRegistry> RegisterAsync()
    {
        var registry = _folder.Open();
        await registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 1, 2 }, "test"), new(), Stop);
        await registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 3, 4 }, "test"), new(), Stop);
        return registry;
    }
}
