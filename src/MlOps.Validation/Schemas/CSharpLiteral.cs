using System.Globalization;
using System.Text;

namespace MlOps.Validation.Schemas;

/// <summary>Values as C# writes them.</summary>
internal static class CSharpLiteral
{
    public static string Of(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            literal.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                >= ' ' and <= '~' => c.ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            });
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A double; a whole number that every kind of number holds is written as one.</summary>
    public static string Of(double number) => number switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ when number == Math.Truncate(number) && Math.Abs(number) <= 1 << 24 => ((long)number).ToString(CultureInfo.InvariantCulture),
        _ => number.ToString("R", CultureInfo.InvariantCulture) + (number == Math.Truncate(number) ? "d" : ""),
    };

    /// <summary>A type as it is named where its namespace is used.</summary>
    public static string Of(Type type) => type.DeclaringType is { } outer ? $"{Of(outer)}.{type.Name}" : type.Name;
}
