using System.Reflection;
using MlOps.Rows;

namespace MlOps.Validation.Rows;

/// <summary>A column of vectors as the engine reads it, be it of a row type or of a table.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="ValueType">The .NET type of a vector.</param>
/// <param name="Member">The row's property or field; null for a table.</param>
/// <param name="Converter">The static method that makes a cell of a value of the member; null for a table.</param>
/// <param name="Read">Reads the vector.</param>
internal sealed record BoundVector<TRow>(string Name, Type ValueType, MemberInfo? Member, MethodInfo? Converter, Func<TRow, VectorCell> Read)
{
    public static BoundVector<TRow> Of(RowVector<TRow> column) => new(column.Name, column.ValueType, column.Member, column.Converter, column.Read);
}
