using System.Formats.Tar;
using System.Text;
using MlOps.Registry.Conformance;

namespace MlOps.Registry.Folders;

/// <summary>Packed folders whose digest is right and whose bytes are made to harm who unpacks them.</summary>
public sealed class HostileFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hostile_name_is_refused_or_is_a_file_in_the_folder()
    {
        _folder.With("beside", 1);
        foreach (var text in HostileText.All.Concat(["../folder/x", "../../x", "a/../../x", "/tmp/x", "x/../../folder/x"]).Where(t => !t.Contains('\ud800', StringComparison.Ordinal) && t.Length > 0))
        {
            var before = _folder.Snapshot();
            var place = _folder.Beside("out");
            try
            {
                await Packed.ExtractAsync(Packed.Of((text, [1])), new(1, 1), place);

                // Zeros end a path in the archive: what is before them is all of it.
                Assert.True(FolderNames.IsValid(text.TrimEnd('\0')), text);
                Assert.Equal([1], await File.ReadAllBytesAsync(Path.Combine(place, text.TrimEnd('\0')), Stop));
                Directory.Delete(place, recursive: true);
            }
            catch (ArtifactException)
            {
                Assert.False(FolderNames.IsValid(text), text);
            }

            Assert.Equal(before, _folder.Snapshot());
        }
    }

    public static TheoryData<TarEntryType> Types =>
    [
        TarEntryType.SymbolicLink, TarEntryType.HardLink, TarEntryType.Directory, TarEntryType.Fifo, TarEntryType.CharacterDevice, TarEntryType.BlockDevice,
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Entries_of_other_kinds_are_refused(TarEntryType type)
    {
        foreach (var format in new[] { TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu })
        {
            await RefusedAsync(Tar(format, writer => writer.WriteEntry(Entry(format, type, "link", type is TarEntryType.SymbolicLink or TarEntryType.HardLink ? "../../etc/passwd" : null))), new(1, 0));
        }

        // Also where a file of ours turns into one: the kind alone, and the sum is right.
        var packed = Packed.Of(("a", [1]));
        packed[148 + 5] += (byte)((byte)type - '0');
        packed[156] = (byte)type;
        await RefusedAsync(packed, new(1, 1));
    }

    [Fact]
    public async Task Archives_of_others_are_refused_also_where_they_hold_files_alone()
    {
        foreach (var format in new[] { TarEntryFormat.V7, TarEntryFormat.Pax, TarEntryFormat.Gnu })
        {
            await RefusedAsync(Tar(format, writer => writer.WriteEntry(Entry(format, format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile, "a", null))), new(1, 0));
        }

        await RefusedAsync(Encoding.UTF8.GetBytes(new string('x', 4096)), new(1, 1));
        await RefusedAsync(new byte[512], new(1, 0));
        await RefusedAsync([0x1f, 0x8b, 8, .. new byte[2000]], new(1, 1));
    }

    [Fact]
    public async Task More_or_less_than_the_record_says_is_refused()
    {
        var packed = Packed.Of(("a", [1]), ("b", [2, 3]));
        await RefusedAsync(packed, new(1, 3), "more than");
        await RefusedAsync(packed, new(2, 2), "more than");
        await RefusedAsync(packed, new(2, 4), "its record says");
        await RefusedAsync(packed, new(3, 3), "its record says");
        await RefusedAsync(packed, new(0, 0));
        await RefusedAsync(packed, new(-1, -1));
        await RefusedAsync(packed, new(2, long.MaxValue));
        await RefusedAsync(packed, new(int.MaxValue, 3));
        await Packed.ExtractAsync(packed, new(2, 3), _folder.Beside("out"));
        Assert.Equal(2, Directory.GetFiles(_folder.Beside("out")).Length);
    }

    [Fact]
    public async Task A_length_that_runs_over_the_end_is_refused()
    {
        await RefusedAsync([.. PackedHeader.Write("a", 1_000_000), .. new byte[2048]], new(1, 1_000_000), o => o.MaxFolderBytes = 1 << 30);
        await RefusedAsync([.. PackedHeader.Write("a", long.MaxValue), .. new byte[2048]], new(1, 2000));
        await RefusedAsync(Packed.Of(("a", [1]))[..^512], new(1, 1), "cut off");
        await RefusedAsync([.. Packed.Of(("a", [1])), 0], new(1, 1), "after its end");
        await RefusedAsync([.. Packed.Of(("a", [1]))[..^1], 1], new(1, 1), "hides");
    }

    [Fact]
    public async Task Paths_that_are_there_twice_out_of_order_or_meet_are_refused()
    {
        foreach (var (one, two) in new[] { ("a", "a"), ("b", "a"), ("A", "a"), ("A/x", "a/y"), ("a", "a/b") })
        {
            await RefusedAsync(Packed.Of((one, [1]), (two, [2])), new(2, 2));
        }
    }

    [Fact]
    public async Task Limits_are_asked_before_anything_is_opened()
    {
        var packed = Packed.Of(("a", [1]), ("b", [2, 3]));
        var version = Packed.Version(new('a', 64), packed, new(2, 3));
        var store = new Stores.InMemoryArtifactStore();
        foreach (var (files, bytes, option) in new[] { (1, 100L, "MaxFolderFiles"), (2, 2L, "MaxFolderBytes") })
        {
            var registry = new Building.ModelRegistry(
                new Stores.InMemoryRegistryStore { Before = _ => Assert.Fail("The store was asked.") },
                store,
                new() { MaxFolderFiles = files, MaxFolderBytes = bytes },
                TimeProvider.System,
                Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

            // The store holds no such bytes, which it would say.
            var refused = await Assert.ThrowsAsync<ArtifactException>(() => registry.ExtractAsync(version, _folder.Beside("out"), Stop));
            Assert.Contains(option, refused.Message, StringComparison.Ordinal);
        }
    }

    private Task RefusedAsync(byte[] packed, ArtifactFolder said, string? word = null) => RefusedAsync(packed, said, null, word);

    private async Task RefusedAsync(byte[] packed, ArtifactFolder said, Action<RegistryOptions>? configure, string? word = null)
    {
        var before = _folder.Snapshot();
        var refused = await Assert.ThrowsAsync<ArtifactException>(() => Packed.ExtractAsync(packed, said, _folder.Beside("out"), configure));
        Assert.Contains("m v1", refused.Message, StringComparison.Ordinal);
        Assert.Contains(word ?? "", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Snapshot());
    }

    private static byte[] Tar(TarEntryFormat format, Action<TarWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            write(writer);
        }

        return bytes.ToArray();
    }

    private static TarEntry Entry(TarEntryFormat format, TarEntryType type, string name, string? target)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(type, name),
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            TarEntryFormat.Pax => new PaxTarEntry(type, name),
            _ => new GnuTarEntry(type, name),
        };
        if (target is not null)
        {
            entry.LinkName = target;
        }

        return entry;
    }
}
