using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>What can be said of a version after it was registered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VersionEventKind>))]
public enum VersionEventKind
{
    /// <summary>A remark.</summary>
    Note,

    /// <summary>A word to find it by.</summary>
    Tag,

    /// <summary>A tag that holds no more.</summary>
    TagRemoved,

    /// <summary>Metrics that were measured later.</summary>
    Evaluation,

    /// <summary>No plan may name it any more. This is for good.</summary>
    Retired,

    /// <summary>
    /// It is retired and its bytes are removed. Said before they go, by a collection alone; bytes that a later version has too stay
    /// for that one.
    /// </summary>
    BytesRemoved,
}
