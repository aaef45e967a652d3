using System.Security.Cryptography;
using CsCheck;

namespace MlOps.Registry.Stores;

public class ContentDigestTests
{
    [Fact]
    public void A_copy_has_the_bytes_and_their_digest() => Gen.Byte.Array[0, 5000].Sample(bytes =>
    {
        using var copy = new MemoryStream();
        var stored = ContentDigest.CopyAsync(new MemoryStream(bytes), copy, long.MaxValue, default).GetAwaiter().GetResult();
        return copy.ToArray().SequenceEqual(bytes) && stored == new StoredContent(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 0)]
    [InlineData(7, 3)]
    [InlineData(7, 9)]
    [InlineData(3_000_000, 5)]
    public async Task Bytes_in_memory_are_read_from_where_their_stream_stands(int size, int from)
    {
        var bytes = new byte[size + 20];
        new Random(size).NextBytes(bytes);
        using var source = new MemoryStream(bytes, 10, size, writable: false, publiclyVisible: true) { Position = from };
        using var copy = new MemoryStream();

        var stored = await ContentDigest.CopyAsync(source, copy, long.MaxValue, TestContext.Current.CancellationToken);

        var expected = bytes.AsSpan(10, size)[Math.Min(from, size)..].ToArray();
        Assert.Equal(expected, copy.ToArray());
        Assert.Equal(new(Convert.ToHexStringLower(SHA256.HashData(expected)), expected.Length), stored);
        Assert.Equal(Math.Max(size, from), source.Position);
    }

    [Fact]
    public void Who_comes_on_a_thread_of_their_own_needs_no_other()
    {
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, bytes);
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.DeleteOnClose);
        using var copy = new MemoryStream();

        var copying = ContentDigest.CopyHereAsync(source, copy, bytes.Length, TestContext.Current.CancellationToken);

        Assert.True(copying.IsCompletedSuccessfully, "It was done when it returned, so that no thread of the pool had a part in it.");
        Assert.Equal(new(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length), copying.Result);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task A_stream_that_never_ends_is_cut_at_the_limit()
    {
        var stored = await ContentDigest.CopyAsync(new MemoryStream(new byte[1 << 20]), Stream.Null, 1000, TestContext.Current.CancellationToken);

        Assert.Equal(1001, stored.Size);
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(524_287)]
    [InlineData(524_288)]
    [InlineData(524_289)]
    [InlineData(3_000_000)]
    public async Task Bytes_are_hashed_in_their_order_while_they_are_written_and_completed(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        using var copy = new MemoryStream();
        var writtenByThen = -1L;

        var stored = await ContentDigest.CopyAsync(
            new MemoryStream(bytes),
            () => copy,
            long.MaxValue,
            written => writtenByThen = written.Length,
            TestContext.Current.CancellationToken);

        Assert.Equal(size, writtenByThen);
        Assert.Equal(bytes, copy.ToArray());
        Assert.Equal(new(Convert.ToHexStringLower(SHA256.HashData(bytes)), size), stored);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(3_000_000)]
    public async Task What_is_written_to_is_opened_once_also_for_no_bytes(int size)
    {
        var opened = 0;
        using var copy = new MemoryStream();

        await ContentDigest.CopyAsync(
            new MemoryStream(new byte[size]),
            () =>
            {
                opened++;
                return copy;
            },
            long.MaxValue,
            _ => { },
            TestContext.Current.CancellationToken);

        Assert.Equal((1, size), (opened, copy.Length));
    }

    [Fact]
    public async Task What_fails_to_be_completed_fails_the_copy() => await Assert.ThrowsAsync<IOException>(() => ContentDigest.CopyAsync(
        new MemoryStream(new byte[600_000]), () => Stream.Null, long.MaxValue, _ => throw new IOException("full"), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", true)]
    [InlineData("0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("../3456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("0123", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_a_digest_is_a_digest(string? text, bool valid) => Assert.Equal(valid, ContentDigest.IsValid(text));
}
