using System.Formats.Tar;
using System.Security.Cryptography;
using MlOps.Registry.Conformance;

namespace MlOps.Registry.Folders;

public class PackedHeaderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => ["a", "a/b/c.bin", "weights/ü.bin", "日本/モデル.onnx", new string('n', 100), new string('n', 101), new string('d', 200) + "/" + new string('f', 200)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_reader_of_tar_archives_reads_what_is_packed(string name)
    {
        using var tar = new TarReader(new MemoryStream(Packed.Of((name, [1, 2, 3]), (name + "2", new byte[512]), (name + "3", []))));

        var first = tar.GetNextEntry()!;
        Assert.Equal((name, 3L, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead), (first.Name, first.Length, first.Mode));
        Assert.Equal((0, 0, DateTimeOffset.UnixEpoch, TarEntryType.RegularFile), (first.Uid, first.Gid, first.ModificationTime, first.EntryType));
        Assert.Equal((name + "2", 512L), tar.GetNextEntry() is { } second ? (second.Name, second.Length) : default);
        Assert.Equal(name + "3", tar.GetNextEntry()!.Name);
        Assert.Null(tar.GetNextEntry());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x1_FFFF_FFFF)]
    [InlineData(0x2_0000_0000)]
    [InlineData(5_000_000_000_000)]
    public async Task A_length_beyond_8_GiB_is_read_as_it_was_written(long length)
    {
        var header = PackedHeader.Write("big", length);

        Assert.Equal(("big", length), await PackedHeader.ReadAsync(new MemoryStream(header), Stop));
        Assert.Equal(length > 0x1_FFFF_FFFF ? 3 * 512 : 512, header.Length);
    }

    [Fact]
    public void Another_reader_knows_a_length_beyond_8_GiB_too()
    {
        using var folder = new TemporaryFolder();
        using var file = new FileStream(folder.Beside("big.tar"), FileMode.CreateNew);
        file.Write(PackedHeader.Write("big", 9L << 30));

        // Holes, which take no room on the disk.
        file.SetLength(file.Length + (9L << 30) + 1024);
        file.Position = 0;

        using var tar = new TarReader(file);
        Assert.Equal(9L << 30, tar.GetNextEntry()!.Length);
        Assert.Null(tar.GetNextEntry());
    }

    // Versions are recognised by it: a byte that changes makes the same folder another.
    [Fact]
    public void The_packed_bytes_stay_what_they_were() => Assert.Equal(
        "487349702ec26aaeac6b51185d2b5f23a37e31d9d8641d7f108cd20355107554",
        Convert.ToHexStringLower(SHA256.HashData(Packed.Of(("a/b.bin", [1, 2, 3]), ("ü", [4]), (new('n', 300), [])))));
}
