using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>What a missing value means: null, NaN, an empty text or a declared sentinel.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Presence>))]
public enum Presence
{
    /// <summary>Nothing; the value may be missing.</summary>
    Optional,

    /// <summary>A soft violation: the model is asked, and the prediction says so.</summary>
    Tolerated,

    /// <summary>A hard violation.</summary>
    Required,
}
