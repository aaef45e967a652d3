using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlOps.Rows;

/// <summary>A column of an enum's values, read as the whole numbers that they are. There is no generic type per enum, which ahead-of-time compilation couldn't see.</summary>
internal sealed class EnumColumn<TRow>(MemberInfo member, Type valueType) : RowColumn<TRow>(member, valueType, ColumnType.Integer)
{
    private readonly Func<TRow, long?> _get = RuntimeFeature.IsDynamicCodeCompiled ? Compile(member) : row => Reflect(member, row);

    /// <summary>Whether an enum, or one that may be null, can be a column: all of its values are whole numbers of 64 bits with a sign.</summary>
    public static bool CanRead(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } bare && Enum.GetUnderlyingType(bare) != typeof(ulong);

    public override Cell Read(TRow row) => _get(row) is { } value ? Cell.Of(value) : Cell.Null(ColumnType.Integer);

    private static Func<TRow, long?> Compile(MemberInfo member)
    {
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, long?>>(Expression.Convert(Expression.MakeMemberAccess(row, member), typeof(long?)), row).Compile();
    }

    private static long? Reflect(MemberInfo member, TRow row)
    {
        var value = member is PropertyInfo property ? property.GetValue(row, BindingFlags.DoNotWrapExceptions, null, null, null) : ((FieldInfo)member).GetValue(row);
        return value is null ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);
    }
}
