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

    /// <summary>The static method that makes a <see cref="VectorCell"/> of a value, likewise.</summary>
    public abstract MethodInfo Converter { get; }

    /// <summary>Reads the vector without a copy; ML.NET's <c>VBuffer</c> as one that is valid until the thread reads the next such vector.</summary>
    public abstract VectorCell Read(TRow row);
}
