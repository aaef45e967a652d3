using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>The ways in which a row can lack a value. They are different facts, and each rule decides each of them on purpose.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissingState>))]
public enum MissingState : byte
{
    /// <summary>There is a value.</summary>
    None,

    /// <summary>Null.</summary>
    Null,

    /// <summary>Not a number.</summary>
    NaN,

    /// <summary>A text of length zero.</summary>
    EmptyText,

    /// <summary>A value that the schema declares to mean that there is none, such as <c>?</c> or -999.</summary>
    Sentinel,

    /// <summary>A text where the column holds something else, and it can't be read as that. Rows of a .NET type have none; files do.</summary>
    Unparseable,

    /// <summary>The whole column isn't there. A row type without a column is refused before the first row; files can lack one.</summary>
    Absent,
}
