using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>How one schema differs from another in one respect.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SchemaChangeKind>))]
public enum SchemaChangeKind
{
    /// <summary>A column that wasn't there.</summary>
    Added,

    /// <summary>A column that isn't there any more.</summary>
    Removed,

    /// <summary>Fewer values are allowed.</summary>
    Narrowed,

    /// <summary>More values are allowed.</summary>
    Widened,

    /// <summary>Others are allowed, or it differs in what forbids nothing.</summary>
    Changed,
}
