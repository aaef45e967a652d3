using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>What a column's values are.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnType>))]
public enum ColumnType
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number of up to 64 bits, signed.</summary>
    Integer,

    /// <summary>A floating-point number of 32 or 64 bits.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,
}
