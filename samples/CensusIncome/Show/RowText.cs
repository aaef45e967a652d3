using System.Globalization;
using System.Reflection;
using CensusIncome.Data;

namespace CensusIncome.Show;

/// <summary>Rows as text: whole, or what is different from another.</summary>
internal static class RowText
{
    private static readonly PropertyInfo[] Columns =
        [.. typeof(CensusRow).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)];

    public static string Of(CensusRow row) => string.Join("\n", Columns.Select(c => $"{c.Name} {Of(c.GetValue(row))}"));

    public static string Changes(CensusRow from, CensusRow to)
    {
        var changed = Columns.Where(c => !Equals(c.GetValue(from), c.GetValue(to))).Select(c => $"{c.Name} {Of(c.GetValue(to))}").ToArray();
        return changed.Length == 0 ? "the clean row" : $"the clean row, but\n{string.Join("\n", changed)}";
    }

    private static string Of(object? value) => value switch
    {
        null => "null",
        "" => "empty text",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
