using System.Globalization;

namespace MlOps.Validation.Schemas;

/// <summary>Floating-point numbers as a schema writes them among sentinels: with a point, in every culture.</summary>
internal static class Numbers
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static bool TryParse(string text, out double value) =>
        double.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && !double.IsNaN(value);

    public static double Parse(string text) => double.Parse(text, Style, CultureInfo.InvariantCulture);
}
