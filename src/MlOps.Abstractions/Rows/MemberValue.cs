using System.Globalization;

namespace MlOps.Rows;

/// <summary>Between values as they are kept and values of a member's type.</summary>
internal static class MemberValue
{
    public static bool IsVector(Type type) =>
        type == typeof(float[]) || type == typeof(double[]) || type == typeof(ReadOnlyMemory<float>) || type == typeof(ReadOnlyMemory<double>);

    public static ColumnValue OfVector(object? value) => value switch
    {
        float[] items => ColumnValue.Of(items.AsSpan()),
        double[] items => ColumnValue.Of(items.AsSpan()),
        ReadOnlyMemory<float> items => ColumnValue.Of(items.Span),
        ReadOnlyMemory<double> items => ColumnValue.Of(items.Span),
        _ => ColumnValue.Null,
    };

    /// <summary>The value that says that there is none: NaN for a number, else null, which reflection takes as the type's default.</summary>
    public static object? Empty(Type type) => type == typeof(float) ? float.NaN : type == typeof(double) ? double.NaN : null;

    /// <summary>Makes a value of the type; false where it has no place for this one.</summary>
    public static bool TryMake(ColumnValue value, Type type, out object? made)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        made = value switch
        {
            { IsNull: true } => null,
            { Text: { } text } => bare == typeof(string) ? text : null,
            { Boolean: { } boolean } => bare == typeof(bool) ? boolean : null,
            { Vector: { } vector } => Vector(vector, bare),
            { Number: { } number } when bare == typeof(double) => number,
            { Number: { } number } when bare == typeof(float) => (float)number,
            { Integer: { } integer } => Integer(integer, bare),
            _ => null,
        };
        return made is not null || (value.IsNull && (!type.IsValueType || bare != type));
    }

    private static object? Vector(ReadOnlyMemory<double> items, Type type) => type switch
    {
        _ when type == typeof(double[]) => items.ToArray(),
        _ when type == typeof(float[]) => Floats(items.Span),
        _ when type == typeof(ReadOnlyMemory<double>) => new ReadOnlyMemory<double>(items.ToArray()),
        _ when type == typeof(ReadOnlyMemory<float>) => new ReadOnlyMemory<float>(Floats(items.Span)),
        _ => null,
    };

    private static float[] Floats(ReadOnlySpan<double> items)
    {
        var floats = new float[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            floats[i] = (float)items[i];
        }

        return floats;
    }

    private static object? Integer(long value, Type type)
    {
        try
        {
            if (type.IsEnum)
            {
                return Enum.ToObject(type, Convert.ChangeType(value, Enum.GetUnderlyingType(type), CultureInfo.InvariantCulture));
            }

            return type.IsPrimitive && type != typeof(bool) && type != typeof(char) ? Convert.ChangeType(value, type, CultureInfo.InvariantCulture) : null;
        }
        catch (Exception e) when (e is OverflowException or InvalidCastException)
        {
            return null;
        }
    }
}
