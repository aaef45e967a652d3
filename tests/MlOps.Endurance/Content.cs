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
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return new(bytes);
    }

    /// <summary>A size for bytes: small ones are as likely as large ones.</summary>
    public static int AnySize(Random random, int largest) => (int)(Smallest * Math.Pow((double)largest / Smallest, random.NextDouble()));

    public ModelArtifact ToArtifact() => ModelArtifact.FromBytes(Bytes, "test");
}
