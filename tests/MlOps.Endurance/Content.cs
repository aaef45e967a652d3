using System.Security.Cryptography;

namespace MlOps.Endurance;

/// <summary>Bytes of an artifact, made from a seed.</summary>
internal sealed class Content
{
    private const int Smallest = 1 << 10;

    private Content(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    public string Digest { get => field ??= Convert.ToHexStringLower(SHA256.HashData(Bytes)); }

    public static Content Of(int seed, int size)
    {
        // A block again and again: seeded randomness is slow, and a worker that makes bytes isn't killed while it registers them.
        var block = new byte[Smallest];
        new Random(seed).NextBytes(block);
        var bytes = new byte[size];
        for (var at = 0; at < size; at += block.Length)
        {
            block.AsSpan(0, Math.Min(block.Length, size - at)).CopyTo(bytes.AsSpan(at));
        }

        return new(bytes);
    }

    /// <summary>A size for bytes: small ones are as likely as large ones.</summary>
    public static int AnySize(Random random, int largest) => (int)(Smallest * Math.Pow((double)largest / Smallest, random.NextDouble()));

    public ModelArtifact ToArtifact() => ModelArtifact.FromBytes(Bytes, "test");
}
