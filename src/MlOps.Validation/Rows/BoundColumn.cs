using System.Reflection;
using MlOps.Rows;

namespace MlOps.Validation.Rows;

/// <summary>A column of single values as the engine reads it, be it of a row type or of a table.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">What its values are.</param>
/// <param name="ValueType">Their .NET type, such as <c>float?</c>.</param>
/// <param name="Member">The row's property or field; null for a table.</param>
/// <param name="Read">Reads the value without boxing.</param>
internal sealed record BoundColumn<TRow>(string Name, ColumnType Type, Type ValueType, MemberInfo? Member, Func<TRow, Cell> Read)
{
    public static BoundColumn<TRow> Of(RowColumn<TRow> column) => new(column.Name, column.Type, column.ValueType, column.Member, column.Read);
}
