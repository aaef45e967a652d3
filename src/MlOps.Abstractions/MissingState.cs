using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>The ways in which a row can lack a value. They are different facts, and each rule decides each of them on purpose.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissingState>))]
public enum MissingState
{
    /// <summary>There is a value.</summary>
    None,

    /// <summary>Null.</summary>
    Null,

    /// <summary>Not a number.</summary>
    NaN,

    /// <summary>A text of length zero.</summary>
    EmptyText,
}
