using System.Security.Cryptography;

namespace MlOps.Endurance;

/// <summary>Bytes of an artifact, and what they are, all from a seed: small ones are as likely as large ones.</summary>
internal sealed class Content
{
    private const int Smallest = 1 << 10;

    private Content(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    public string Digest { get => field ??= Convert.ToHexStringLower(SHA256.HashData(Bytes)); }

    public static Content Of(int seed, int largest)
    {
        var random = new Random(seed);
        var bytes = new byte[(int)(Smallest * Math.Pow((double)largest / Smallest, random.NextDouble()))];
        random.NextBytes(bytes);
        return new(bytes);
    }

    public ModelArtifact ToArtifact() => ModelArtifact.FromBytes(Bytes, "test");
}
