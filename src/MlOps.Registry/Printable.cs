using System.Globalization;
using System.Text;

namespace MlOps.Registry;

/// <summary>A name that comes from outside, cut and cleaned before it goes into a message or a log.</summary>
internal static class Printable
{
    private const int MaxLength = 200;

    public static string Text(string name)
    {
        var text = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (text.Length >= MaxLength)
            {
                return text.Append('…').ToString();
            }

            _ = IsVisible(rune) ? text.Append(rune.ToString()) : text.Append('?');
        }

        return text.ToString();
    }

    /// <summary>Whether it takes a place of its own and doesn't change how its neighbours are shown.</summary>
    public static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
