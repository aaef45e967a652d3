using System.IO.Compression;
using System.Text;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Transfer;

/// <summary>Archives made by hand, each wrong in one way.</summary>
public class HostileArchiveTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly string Digest = new('a', 64);

    public static TheoryData<string> Names =>
    [
        "../evil", "../../evil", "artifacts/../../evil", @"..\evil", @"artifacts\" + Digest, "/evil", "//host/share/evil", @"\\host\share\evil",
        "C:/evil", @"C:\evil", "C:evil", "file:///evil", "%2e%2e/evil", "%252e%252e%252fevil", "artifacts/%61", "evil\0", "manifest.json\0",
        "manifest.json\0.txt", "con", "nul.txt", "artifacts/com1", "manifest.json.", "manifest.json ", "Manifest.json", "MANIFEST.JSON", "./manifest.json",
        "/manifest.json", "artifacts/", "artifacts//" + Digest, "artifacts/" + Digest + ".", "artifacts/" + Digest + " ", "artifacts/" + Digest + "\0",
        "artifacts/" + Digest + "/x", "artifacts/" + Digest[1..], "artifacts/" + Digest.ToUpperInvariant(), "Artifacts/" + Digest,
        "artifacts/" + Digest[1..] + "а", "artifacts/" + Digest + "a", " ", "…", "artifacts/./" + Digest, "__MACOSX/x", ".DS_Store",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_entry_with_any_other_name_is_refused(string name)
    {
        var refused = await RefusedAsync(Transfers.Archive([.. await SoundAsync(), (name, Transfers.Bytes)]));
        Assert.DoesNotContain("evil", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_made_by_hand_and_right_is_imported() =>
        Assert.Single(await Transfers.ImportAsync(Transfers.Registry(), Transfers.Archive(await SoundAsync())));

    [Fact]
    public async Task An_entry_that_is_there_twice_is_refused()
    {
        var sound = await SoundAsync();
        Assert.Contains("twice", (await RefusedAsync(Transfers.Archive([.. sound, sound[0]]))).Message, StringComparison.Ordinal);
        Assert.Contains("twice", (await RefusedAsync(Transfers.Archive([.. sound, sound[1]]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_the_manifest_does_not_name_is_refused() =>
        await RefusedAsync(Transfers.Archive([.. await SoundAsync(), ("artifacts/" + Digest, Transfers.Bytes)]));

    [Fact]
    public async Task Bytes_that_are_missing_or_others_are_refused()
    {
        var sound = await SoundAsync();
        await RefusedAsync(Transfers.Archive(sound[0]));
        await RefusedAsync(Transfers.Archive(sound[1]));
        await RefusedAsync(Transfers.Archive(sound[0], (sound[1].Name, "other bytes of a model"u8.ToArray())));
        await RefusedAsync(Transfers.Archive(sound[0], (sound[1].Name, [.. Transfers.Bytes[..^1], 0])));
        await RefusedAsync(Transfers.Archive(sound[0], (sound[1].Name, [.. Transfers.Bytes, 0])));
        await RefusedAsync(Transfers.Archive());
    }

    [Fact]
    public async Task An_archive_that_unpacks_to_more_than_it_is_is_refused()
    {
        var bomb = Transfers.Archive(CompressionLevel.Optimal, [.. await SoundAsync(), ("artifacts/" + Digest, new byte[10_000_000])]);
        Assert.Contains("compressed", (await RefusedAsync(bomb)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_says_smaller_sizes_than_it_has_is_refused()
    {
        var file = Transfers.Archive(CompressionLevel.Optimal, [.. await SoundAsync(), ("artifacts/" + Digest, new byte[10_000_000])]);

        // In the list of entries the two sizes stand one after the other: make them equal.
        var last = file.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        file.AsSpan(last + 20, 4).CopyTo(file.AsSpan(last + 24, 4));
        await RefusedAsync(file);
    }

    [Fact]
    public async Task A_list_of_entries_without_end_is_not_read_to_its_end()
    {
        var file = Transfers.Archive(Enumerable.Range(0, 60_000).Select(i => ($"artifacts/{i:x64}", Array.Empty<byte>())));
        Assert.Contains("more entries", (await RefusedAsync(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_is_too_long_is_refused() => await RefusedAsync(
        Transfers.Archive(("manifest.json", new byte[TransferLimits.ManifestBytes + 1])));

    [Fact]
    public async Task A_file_that_is_larger_than_allowed_is_read_no_further()
    {
        using var endless = new Endless();
        var refused = await Assert.ThrowsAsync<ImportException>(() => Transfers.Registry().ImportAsync(endless, new() { MaxBytes = 1_000_000 }, Stop));
        Assert.Contains("ImportOptions.MaxBytes", refused.Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, 1_000_000, 2_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("PK\u0005\u0006")]
    [InlineData("{}")]
    public async Task What_is_no_archive_is_refused(string file) => await RefusedAsync(Encoding.UTF8.GetBytes(file));

    private static async Task<(string Name, byte[] Content)[]> SoundAsync()
    {
        var manifest = await Transfers.ManifestAsync();
        return [("manifest.json", Transfers.Json(manifest)), ("artifacts/" + manifest.Versions[0].Version.Artifact.Digest, Transfers.Bytes)];
    }

    private static async Task<ImportException> RefusedAsync(byte[] file)
    {
        var store = new InMemoryRegistryStore { Before = _ => Assert.Fail("The store was asked.") };
        return await Assert.ThrowsAsync<ImportException>(() => Transfers.ImportAsync(Transfers.Registry(store), file));
    }

    private sealed class Endless : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
