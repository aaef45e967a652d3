using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>What can be wrong with a registry.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RegistryProblemKind>))]
public enum RegistryProblemKind
{
    /// <summary>A version's bytes are gone.</summary>
    MissingArtifact,

    /// <summary>A version's bytes are others than those registered.</summary>
    AlteredArtifact,

    /// <summary>Bytes that no version names, such as those of a registration that was cut off. Collection removes them.</summary>
    OrphanedArtifact,

    /// <summary>An entry of a history was edited or removed, or doesn't follow on the one before.</summary>
    BrokenHistory,

    /// <summary>The record of a version or an event, or a model's name, that can't be read or isn't the one of its place.</summary>
    DamagedRecord,

    /// <summary>A version or deployment isn't signed by a key that this registry trusts, where it trusts only some.</summary>
    UntrustedRecord,

    /// <summary>The same of one that is past: a deployment that a trusted one followed, or a version that the plan in force doesn't name.</summary>
    UntrustedPast,

    /// <summary>A file or folder where the store keeps its bytes, which the registry didn't put there. It is never opened or removed.</summary>
    StrayFile,
}
