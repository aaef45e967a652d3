using System.Globalization;

namespace MlOps.Validation.Schemas;

/// <summary>Whole numbers as a schema writes them among allowed values.</summary>
internal static class Integers
{
    public static bool TryParse(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public static long Parse(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
