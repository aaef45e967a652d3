using System.Reflection;

namespace MlOps.Rows;

/// <summary>One column of a row type whose values are vectors of numbers.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public abstract class RowVector<TRow>
{
    private protected RowVector(MemberInfo member, Type valueType)
    {
        Member = member;
        ValueType = valueType;
        Name = ColumnTypes.NameOf(member);
    }

    /// <summary>The column's name: that of the property or field, or what its <see cref="ModelColumnAttribute"/> says.</summary>
    public string Name { get; }

    /// <summary>The declared type, such as <c>float[]</c>.</summary>
    public Type ValueType { get; }

    /// <summary>The property or field, for whoever compiles expressions over rows.</summary>
    public MemberInfo Member { get; }

    /// <summary>Reads the vector without a copy.</summary>
    public abstract VectorCell Read(TRow row);
}
