using System.IO.Compression;

namespace MlOps.Registry.Sqlite.Transfer;

public class ImportTests
{
    [Theory]
    [InlineData("../evil")]
    [InlineData("../../evil")]
    [InlineData(@"..\evil")]
    [InlineData("%2e%2e/evil")]
    [InlineData("artifacts/../../../evil")]
    public async Task An_archive_with_a_hostile_name_writes_nothing_anywhere(string name)
    {
        using var registry = new TemporaryRegistry();
        var stop = TestContext.Current.CancellationToken;
        await registry.Open().RegisterAsync("income", ModelArtifact.FromBytes("sound"u8.ToArray(), "test"), new(), stop);
        using var file = new MemoryStream();
        await registry.Open().ExportAsync("income", 1, file, stop);
        using (var archive = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            await using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
            entry.Write("evil"u8);
        }

        registry.Close();
        var before = Snapshot(registry);
        file.Position = 0;

        await Assert.ThrowsAsync<ImportException>(() => registry.Open().ImportAsync(file, new() { Model = "other" }, stop));

        registry.Close();
        Assert.Equal(before, Snapshot(registry));
    }

    // Everything beside and beneath the registry.
    private static string[] Snapshot(TemporaryRegistry registry) =>
        [.. Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(registry.Directory)!, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
