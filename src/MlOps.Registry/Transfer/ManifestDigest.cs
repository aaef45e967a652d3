using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MlOps.Registry.Transfer;

/// <summary>SHA-256 over the model's name and each version's JSON, as this library writes it.</summary>
internal sealed class ManifestDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // No name holds the end of a line, so nothing moves from the name into a version or back.
    public ManifestDigest(string model) => _hash.AppendData(Encoding.UTF8.GetBytes(model + "\n"));

    /// <summary>Adds a version.</summary>
    /// <returns>Its JSON.</returns>
    public byte[] Add(ManifestVersion version)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(version, ManifestJsonContext.Default.ManifestVersion);
        _hash.AppendData(json);
        return json;
    }

    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public static string Of(Manifest manifest)
    {
        using var digest = new ManifestDigest(manifest.Model);
        foreach (var version in manifest.Versions)
        {
            digest.Add(version);
        }

        return digest.Finish();
    }

    public void Dispose() => _hash.Dispose();
}
