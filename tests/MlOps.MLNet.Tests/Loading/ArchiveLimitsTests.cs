using System.Buffers.Binary;
using System.IO.Compression;
using MlOps.Runtimes;

namespace MlOps;

public sealed class ArchiveLimitsTests
{
    [Fact]
    public async Task A_model_with_more_entries_than_allowed_is_refused()
    {
        var refused = await Assert.ThrowsAsync<ModelLoadException>(() => Census.Linear().Content().LoadAsync(o => o.MaxArchiveEntries = 3));

        Assert.Contains("MLNetOptions.MaxArchiveEntries", refused.Message, StringComparison.Ordinal);
        using var model = await Census.Linear().Content().LoadAsync(o => o.MaxArchiveEntries = 200);
    }

    [Fact]
    public async Task A_bomb_is_refused_before_it_is_unpacked()
    {
        var bomb = Zip(("Version.txt", 3_000_000), ("Model.key", 3_000_000));
        var refused = await Assert.ThrowsAsync<ModelLoadException>(
            () => new ModelContent("income v3", new MemoryStream(bomb)).LoadAsync(o => o.MaxArchiveBytes = 5_000_000));

        Assert.InRange(bomb.Length, 1, 20_000);
        Assert.StartsWith("'income v3' unpacks to 6000000 bytes, more than the limit of 5000000.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("MLNetOptions.MaxArchiveBytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sizes_that_add_up_past_every_number_are_refused()
    {
        var bomb = Zip(("a", 1000), ("b", 1000), ("c", 1000));
        foreach (var at in Directory(bomb))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bomb.AsSpan(at + 24), uint.MaxValue - 1);
        }

        var refused = await Assert.ThrowsAsync<ModelLoadException>(() => new ModelContent("m", new MemoryStream(bomb)).LoadAsync());
        Assert.Contains("MaxArchiveBytes", refused.Message, StringComparison.Ordinal);
    }

    // What the check of declared sizes rests on.
    [Theory]
    [InlineData(10u)]
    [InlineData(0u)]
    public void An_entry_that_declares_less_than_it_unpacks_to_gives_no_more_than_it_declares(uint declared)
    {
        var lying = Zip(("a", 3_000_000));
        foreach (var at in Directory(lying))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(at + 24), declared);
        }

        using var archive = new ZipArchive(new MemoryStream(lying));
        using var entry = Assert.Single(archive.Entries).Open();
        var (given, buffer) = (0L, new byte[100_000]);
        try
        {
            int count;
            while ((count = entry.Read(buffer)) > 0)
            {
                given += count;
            }
        }
        catch (InvalidDataException)
        {
            // It may also be refused while it is read.
        }

        Assert.InRange(given, 0, declared);
    }

    private static byte[] Zip(params (string Name, int Length)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, length) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(new byte[length]);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Where the entries of the list at the archive's end begin.</summary>
    private static IEnumerable<int> Directory(byte[] zip)
    {
        for (var i = 0; i < zip.Length - 4; i++)
        {
            if (zip.AsSpan(i, 4).SequenceEqual("PK\u0001\u0002"u8))
            {
                yield return i;
            }
        }
    }
}
