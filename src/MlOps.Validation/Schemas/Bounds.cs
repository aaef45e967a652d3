using System.Globalization;
using System.Numerics;

namespace MlOps.Validation.Schemas;

/// <summary>Bounds of ranges as a schema keeps them, which is as doubles.</summary>
internal static class Bounds
{
    // Up to here every whole number is a double of its own.
    private const double MaxExactInteger = 1L << 53;

    /// <summary>A bound written in the column's own type.</summary>
    /// <exception cref="ArgumentException">No double is exactly this number.</exception>
    public static double Exact<TNumber>(ColumnType type, TNumber bound)
        where TNumber : struct, INumber<TNumber>
    {
        var asDouble = double.CreateChecked(bound);
        return type != ColumnType.Integer || (Int128)asDouble == Int128.CreateChecked(bound)
            ? asDouble
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"a schema keeps bounds as doubles, and no double is exactly {bound}; take {asDouble:F0} or use Must."));
    }

    /// <summary>A bound written as a double: for floats it means the nearest float.</summary>
    /// <exception cref="ArgumentException">It isn't exact, or no float.</exception>
    public static double Nearest(ColumnType type, Type valueType, double bound)
    {
        // A long that was not exact has become this double before anyone could see it.
        if (type == ColumnType.Integer && double.IsFinite(bound) && Math.Abs(bound) > MaxExactInteger)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"a bound of {bound:F0} for whole numbers must be written as a whole number, to be exact."));
        }

        if (!IsOfSingles(valueType))
        {
            return bound;
        }

        return double.IsFinite(bound) && !float.IsFinite((float)bound)
            ? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"the bound {bound} is beyond what a float can hold."))
            : (float)bound;
    }

    private static bool IsOfSingles(Type type) =>
        type == typeof(float) || type == typeof(float[]) || (type.IsGenericType && type.GetGenericArguments()[0] == typeof(float));
}
