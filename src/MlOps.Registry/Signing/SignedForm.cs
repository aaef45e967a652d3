using System.Text.Json;
using MlOps.Registry.Json;

namespace MlOps.Registry.Signing;

/// <summary>The bytes that a signature covers. The first line keeps one kind of record from passing as another.</summary>
internal static class SignedForm
{
    /// <summary>
    /// All that was fixed at registration, under the name that the version has here: a version that moves under its own name keeps its
    /// signature, and one that gets another name doesn't. Numbers are local, and so is who imported it, and when.
    /// </summary>
    public static byte[] Of(ModelVersion version) =>
    [
        .. "MlOps.Registry version 1\n"u8,
        .. JsonSerializer.SerializeToUtf8Bytes(
            VersionIdentity.Fixed(version) with { Model = version.Model, Number = 0, Signature = null }, RegistryJsonContext.Default.ModelVersion),
    ];

    /// <summary>The whole entry, the digest of the one before included.</summary>
    public static byte[] Of(Deployment deployment) =>
    [
        .. "MlOps.Registry deployment 1\n"u8,
        .. JsonSerializer.SerializeToUtf8Bytes(
            deployment with { Because = InOrder(deployment.Because), Signature = null }, RegistryJsonContext.Default.Deployment),
    ];

    // A damaged record may lack its reason.
    private static ChangeReason InOrder(ChangeReason? because) => because?.Evidence is { } evidence
        ? because with { Evidence = evidence with { Metrics = Ordered.ByName(evidence.Metrics) } }
        : because!;
}
