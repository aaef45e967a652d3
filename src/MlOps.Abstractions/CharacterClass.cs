using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>A kind of characters that a text may be made of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CharacterClass>))]
public enum CharacterClass
{
    /// <summary>The digits 0 to 9.</summary>
    Digits,

    /// <summary>Letters of any alphabet.</summary>
    Letters,

    /// <summary>Letters of any alphabet and the digits 0 to 9.</summary>
    LettersOrDigits,

    /// <summary>Upper-case letters of any alphabet.</summary>
    UpperCase,

    /// <summary>Lower-case letters of any alphabet.</summary>
    LowerCase,

    /// <summary>The 128 characters of ASCII.</summary>
    Ascii,

    /// <summary>Those of ASCII that can be seen, and the space.</summary>
    PrintableAscii,
}
