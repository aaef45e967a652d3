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

    [Fact]
    public async Task A_stream_that_never_ends_is_cut_at_the_limit()
    {
        var stored = await ContentDigest.CopyAsync(new MemoryStream(new byte[1 << 20]), Stream.Null, 1000, TestContext.Current.CancellationToken);

        Assert.InRange(stored.Size, 1001, 200_000);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", true)]
    [InlineData("0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("../3456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("0123", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_a_digest_is_a_digest(string? text, bool valid) => Assert.Equal(valid, ContentDigest.IsValid(text));
}
