using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>What a missing value means: null, NaN or an empty text.</summary>
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
