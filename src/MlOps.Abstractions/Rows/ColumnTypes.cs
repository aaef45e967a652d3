using System.Reflection;

namespace MlOps.Rows;

/// <summary>The types that a column can have, each spelled out so that ahead-of-time compilation sees every instantiation.</summary>
internal static class ColumnTypes
{
    public const string Supported =
        "A column is a bool, a whole number of up to 64 bits (but ulong), an enum, a float, a double, one of these as nullable, a string, "
        + "or a vector: float[], double[], ReadOnlyMemory<float>, ReadOnlyMemory<double>, or ML.NET's VBuffer of one of the two.";

    /// <summary>The column's name: what the member's attribute says, or its own.</summary>
    public static string NameOf(MemberInfo member) => member.GetCustomAttribute<ModelColumnAttribute>()?.Name ?? member.Name;

    public static RowVector<TRow>? CreateVector<TRow>(MemberInfo member) => TypeOf(member) switch
    {
        var type when type == typeof(float[]) => new RowVector<TRow, float[]?>(member, VectorCell.Of),
        var type when type == typeof(double[]) => new RowVector<TRow, double[]?>(member, VectorCell.Of),
        var type when type == typeof(ReadOnlyMemory<float>) => new RowVector<TRow, ReadOnlyMemory<float>>(member, VectorCell.Of),
        var type when type == typeof(ReadOnlyMemory<double>) => new RowVector<TRow, ReadOnlyMemory<double>>(member, VectorCell.Of),
        var type => BufferVector.Create<TRow>(member, type),
    };

    public static RowColumn<TRow>? Create<TRow>(MemberInfo member)
    {
        var type = TypeOf(member);
        return type switch
        {
            _ when type == typeof(string) => new RowColumn<TRow, string?>(member, ColumnType.Text, Cell.Of),
            _ when type == typeof(float) => new RowColumn<TRow, float>(member, ColumnType.Number, v => Cell.Of((double)v)),
            _ when type == typeof(double) => new RowColumn<TRow, double>(member, ColumnType.Number, Cell.Of),
            _ when type == typeof(bool) => new RowColumn<TRow, bool>(member, ColumnType.Boolean, Cell.Of),
            _ when type == typeof(int) => new RowColumn<TRow, int>(member, ColumnType.Integer, v => Cell.Of((long)v)),
            _ when type == typeof(long) => new RowColumn<TRow, long>(member, ColumnType.Integer, Cell.Of),
            _ when type == typeof(byte) => new RowColumn<TRow, byte>(member, ColumnType.Integer, v => Cell.Of((long)v)),
            _ when type == typeof(sbyte) => new RowColumn<TRow, sbyte>(member, ColumnType.Integer, v => Cell.Of((long)v)),
            _ when type == typeof(short) => new RowColumn<TRow, short>(member, ColumnType.Integer, v => Cell.Of((long)v)),
            _ when type == typeof(ushort) => new RowColumn<TRow, ushort>(member, ColumnType.Integer, v => Cell.Of((long)v)),
            _ when type == typeof(uint) => new RowColumn<TRow, uint>(member, ColumnType.Integer, v => Cell.Of((long)v)),
            _ when type == typeof(float?) => Nullable<TRow, float>(member, ColumnType.Number, v => Cell.Of((double)v)),
            _ when type == typeof(double?) => Nullable<TRow, double>(member, ColumnType.Number, Cell.Of),
            _ when type == typeof(bool?) => Nullable<TRow, bool>(member, ColumnType.Boolean, Cell.Of),
            _ when type == typeof(int?) => Nullable<TRow, int>(member, ColumnType.Integer, v => Cell.Of((long)v)),
            _ when type == typeof(long?) => Nullable<TRow, long>(member, ColumnType.Integer, Cell.Of),
            _ when type == typeof(byte?) => Nullable<TRow, byte>(member, ColumnType.Integer, v => Cell.Of((long)v)),
            _ when type == typeof(sbyte?) => Nullable<TRow, sbyte>(member, ColumnType.Integer, v => Cell.Of((long)v)),
            _ when type == typeof(short?) => Nullable<TRow, short>(member, ColumnType.Integer, v => Cell.Of((long)v)),
            _ when type == typeof(ushort?) => Nullable<TRow, ushort>(member, ColumnType.Integer, v => Cell.Of((long)v)),
            _ when type == typeof(uint?) => Nullable<TRow, uint>(member, ColumnType.Integer, v => Cell.Of((long)v)),
            _ when EnumColumn<TRow>.CanRead(type) => new EnumColumn<TRow>(member, type),
            _ => null,
        };
    }

    public static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    private static RowColumn<TRow, T?> Nullable<TRow, T>(MemberInfo member, ColumnType type, Func<T, Cell> toCell)
        where T : struct => new(member, type, v => v is { } value ? toCell(value) : Cell.Null(type));
}
