using System.Reflection;

namespace MlOps.Rows;

/// <summary>A column read through a typed delegate, which works wherever .NET runs.</summary>
internal sealed class RowColumn<TRow, TValue>(MemberInfo member, ColumnType type, Func<TValue, Cell> toCell)
    : RowColumn<TRow>(member, typeof(TValue), type)
{
    private readonly Func<TRow, TValue> _get = MemberReader.Of<TRow, TValue>(member);

    public override Cell Read(TRow row) => toCell(_get(row));
}
