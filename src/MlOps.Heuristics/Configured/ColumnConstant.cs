using System.Globalization;

namespace MlOps.Heuristics.Configured;

/// <summary>A value of a column as it stands in the configuration.</summary>
internal static class ColumnConstant
{
    /// <summary>The value, of the column's type without its null; null where the text is none, which is then said.</summary>
    public static object? Of(string text, Type valueType, ColumnType type, Action<string> wrong)
    {
        var bare = Nullable.GetUnderlyingType(valueType) ?? valueType;
        if (bare == typeof(string))
        {
            return text;
        }

        if (bare.IsEnum)
        {
            if (Enum.TryParse(bare, text, ignoreCase: true, out var named))
            {
                return named;
            }

            wrong($"is '{text}', which is none of {bare.Name}: {string.Join(", ", Enum.GetNames(bare))}.");
            return null;
        }

        try
        {
            var value = Convert.ChangeType(text, bare, CultureInfo.InvariantCulture);
            if (value is not (double or float) || double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
            {
                return value;
            }
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
        }

        wrong($"is '{text}', which is no value of a column of {type} ({bare.Name}).");
        return null;
    }
}
