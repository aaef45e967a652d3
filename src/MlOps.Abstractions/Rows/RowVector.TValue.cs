using System.Reflection;

namespace MlOps.Rows;

/// <summary>A vector read through a typed delegate, which works wherever .NET runs.</summary>
internal sealed class RowVector<TRow, TValue>(MemberInfo member, Func<TValue, VectorCell> toCell) : RowVector<TRow>(member, typeof(TValue))
{
    private readonly Func<TRow, TValue> _get = MemberReader.Of<TRow, TValue>(member);

    public override MethodInfo Converter => toCell.Method;

    public override VectorCell Read(TRow row) => toCell(_get(row));
}
