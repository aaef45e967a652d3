using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>How one value stands to another.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Comparison>))]
public enum Comparison
{
    /// <summary>The first is smaller.</summary>
    LessThan,

    /// <summary>The first is smaller, or they are equal.</summary>
    AtMost,

    /// <summary>They are equal.</summary>
    EqualTo,

    /// <summary>They differ.</summary>
    NotEqualTo,

    /// <summary>The first is larger, or they are equal.</summary>
    AtLeast,

    /// <summary>The first is larger.</summary>
    GreaterThan,
}
