using System.Security.Cryptography;

namespace MlOps.Registry.Signing;

/// <summary>Signs what this registry writes.</summary>
internal sealed class SigningKey(ECDsa key)
{
    private readonly Lock _lock = new();

    public string Id { get; } = KeyFormat.IdOf(key);

    public ModelVersion Sign(ModelVersion version) => version with { Signature = Sign(SignedForm.Of(version)) };

    public Deployment Sign(Deployment deployment) => deployment with { Signature = Sign(SignedForm.Of(deployment)) };

    private RecordSignature Sign(byte[] form)
    {
        // Keys are not made for several threads.
        lock (_lock)
        {
            return new(Id, Convert.ToBase64String(key.SignData(form, HashAlgorithmName.SHA256)));
        }
    }
}
