using System.Formats.Tar;
using System.Text;

namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    [Fact]
    public async Task A_folder_is_registered_whole_and_unpacked_as_it_was()
    {
        using var folder = Small();
        var version = await Open().RegisterAsync("income", ModelArtifact.FromFolder(folder.Root + Path.DirectorySeparatorChar, "onnx"), Spec, Stop);

        Assert.Equal(new ArtifactFolder(3, 6), version.Artifact.Folder);
        Assert.Equal(version.Artifact, (await Open().GetVersionAsync("income", 1, Stop)).Artifact);
        await Open().ExtractAsync(version, folder.Beside("out"), Stop);
        Assert.Equal(TemporaryFolder.Snapshot(folder.Root), TemporaryFolder.Snapshot(folder.Beside("out")));
        Assert.True((await Open().VerifyAsync(Stop)).IsSound);
        Assert.Contains("a folder, files: 3", await Open().DescribeAsync("income", 1, Stop), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            var owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(owner, File.GetUnixFileMode(Path.Combine(folder.Beside("out"), "data", "weights")));
            Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Beside("out")));
            Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(folder.Beside("out"), "data")));
        }
    }

    [Fact]
    public async Task The_same_folder_has_the_same_digest_and_its_packed_bytes_are_a_tar_archive()
    {
        using var one = Small();
        using var two = Small();
        var first = await Open().RegisterAsync("income", ModelArtifact.FromFolder(one.Root, "onnx"), Spec, Stop);
        var second = await Open().RegisterAsync("income", ModelArtifact.FromFolder(two.Root, "onnx"), Spec, Stop);

        Assert.Equal((1, 2), (first.Number, second.Number));
        Assert.Equal(first.Artifact, second.Artifact);
        using var tar = new TarReader(await Open().OpenAsync(first, Stop));
        Assert.Equal(["data/bias", "data/weights", "model.onnx"], Enumerable.Range(0, 3).Select(_ => tar.GetNextEntry()!.Name));
        Assert.Null(tar.GetNextEntry());
    }

    [Fact]
    public async Task What_is_refused_of_a_folder_or_file_registers_nothing()
    {
        using var folder = Small();
        var link = File.CreateSymbolicLink(Path.Combine(folder.Root, "data", "link"), "/etc/passwd").FullName;

        var inside = await Assert.ThrowsAsync<ArgumentException>(() => Open().RegisterAsync("income", ModelArtifact.FromFolder(folder.Root, "onnx"), Spec, Stop));
        var itself = await Assert.ThrowsAsync<ArgumentException>(() => Open().RegisterAsync("income", ModelArtifact.FromFile(link, "onnx"), Spec, Stop));
        File.Delete(link);
        var limited = await Assert.ThrowsAsync<ArgumentException>(
            () => Open(o => o.MaxFolderFiles = 2).RegisterAsync("income", ModelArtifact.FromFolder(folder.Root, "onnx"), Spec, Stop));

        Assert.Contains("data/link", inside.Message, StringComparison.Ordinal);
        Assert.Contains("Symbolic links are refused", inside.Message, StringComparison.Ordinal);
        Assert.Contains("Symbolic links are refused", itself.Message, StringComparison.Ordinal);
        Assert.Contains("MaxFolderFiles", limited.Message, StringComparison.Ordinal);
        Assert.Empty(await Open().ListModelsAsync(Stop).ToListAsync(Stop));
        Assert.Empty((await Open().VerifyAsync(Stop)).Problems);

        // A folder above may be a link: where temporary files are, it is one on some machines.
        Directory.CreateSymbolicLink(folder.Beside("above"), folder.Root);
        await Open().RegisterAsync("income", ModelArtifact.FromFile(Path.Combine(folder.Beside("above"), "model.onnx"), "onnx"), Spec, Stop);
    }

    [Fact]
    public async Task A_folder_is_unpacked_to_a_new_place_within_the_limits_or_not_at_all()
    {
        using var folder = Small();
        var version = await Open().RegisterAsync("income", ModelArtifact.FromFolder(folder.Root, "onnx"), Spec, Stop);
        var before = folder.Snapshot();

        await Assert.ThrowsAsync<ArgumentException>(() => Open().ExtractAsync(version, folder.Root, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Open().ExtractAsync(version, Path.Combine(folder.Root, "model.onnx"), Stop));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => Open().ExtractAsync(version, Path.Combine(folder.Root, "model.onnx", "out"), Stop));
        await Assert.ThrowsAsync<ArtifactException>(() => Open(o => o.MaxFolderFiles = 2).ExtractAsync(version, folder.Beside("out"), Stop));
        await Assert.ThrowsAsync<ArtifactException>(() => Open(o => o.MaxFolderBytes = 5).ExtractAsync(version, folder.Beside("out"), Stop));
        await Assert.ThrowsAsync<ArtifactException>(
            () => Open().ExtractAsync(version with { Artifact = version.Artifact with { Folder = new(3, 5) } }, folder.Beside("out"), Stop));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Open().ExtractAsync(version, folder.Beside("out"), new CancellationToken(canceled: true)));
        var file = await Open().RegisterAsync("income", Artifact(1), Spec, Stop);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Open().ExtractAsync(file, folder.Beside("out"), Stop));

        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public async Task Folders_above_one_that_is_unpacked_are_made_with_it_and_none_stays_where_it_fails()
    {
        using var folder = Small();
        var version = await Open().RegisterAsync("income", ModelArtifact.FromFolder(folder.Root, "onnx"), Spec, Stop);
        var (before, place) = (folder.Snapshot(), Path.Combine(folder.Beside("a"), "b", "out"));

        await Assert.ThrowsAsync<ArtifactException>(
            () => Open().ExtractAsync(version with { Artifact = version.Artifact with { Folder = new(3, 5) } }, place, Stop));
        Assert.Equal(before, folder.Snapshot());

        // What was there stays.
        Directory.CreateDirectory(folder.Beside("a"));
        before = folder.Snapshot();
        await Assert.ThrowsAsync<ArtifactException>(
            () => Open().ExtractAsync(version with { Artifact = version.Artifact with { Folder = new(3, 5) } }, place, Stop));
        Assert.Equal(before, folder.Snapshot());

        await Open().ExtractAsync(version, place, Stop);
        Assert.Equal(TemporaryFolder.Snapshot(folder.Root), TemporaryFolder.Snapshot(place));
    }

    [Fact]
    public async Task Bytes_that_are_a_hostile_archive_unpack_to_nothing_wherever_they_lead()
    {
        using var folder = Small();
        foreach (var name in HostileText.All.Where(n => n.Length is > 0 and < 90 && !n.Contains('\0', StringComparison.Ordinal) && !n.Contains('\ud800', StringComparison.Ordinal)))
        {
            using var bytes = new MemoryStream();
            using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = folder.Root });
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes("evil")) });
            }

            var version = await Open().RegisterAsync("income", ModelArtifact.FromBytes(bytes.ToArray(), "onnx"), Spec, Stop);
            var (store, around) = (Snapshot(), folder.Snapshot());
            await Assert.ThrowsAsync<ArtifactException>(
                () => Open().ExtractAsync(version with { Artifact = version.Artifact with { Folder = new(2, 4) } }, folder.Beside("out"), Stop));
            Assert.Equal(around, folder.Snapshot());
            Assert.Equal(store, Snapshot());
        }
    }

    [Fact]
    public async Task A_folder_moves_to_another_registry_with_what_is_said_of_it()
    {
        using var folder = Small();
        var there = await Open().RegisterAsync("income", ModelArtifact.FromFolder(folder.Root, "onnx"), Spec, Stop);
        await Open().RegisterAsync("income", Artifact(1), Spec, Stop);

        var here = await OpenElsewhere().ImportAsync(await ExportAsync(Open()), cancellationToken: Stop);

        Assert.Equal(there.Artifact, here[0].Artifact);
        Assert.Null(here[1].Artifact.Folder);
        await OpenElsewhere().ExtractAsync(here[0], folder.Beside("out"), Stop);
        Assert.Equal(TemporaryFolder.Snapshot(folder.Root), TemporaryFolder.Snapshot(folder.Beside("out")));
        var refused = await Assert.ThrowsAsync<ImportException>(
            async () => await OpenElsewhere(o => o.MaxFolderFiles = 2).ImportAsync(await ExportAsync(Open()), new() { Model = "limited" }, Stop));
        Assert.Contains("MaxFolderFiles", refused.Message, StringComparison.Ordinal);
    }

    private static TemporaryFolder Small() => new TemporaryFolder().With("model.onnx", 1, 2, 3).With("data/weights", 4, 5).With("data/bias", 6);
}
