using System.Reflection;

namespace MlOps.Rows;

/// <summary>One column of a row type.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public abstract class RowColumn<TRow>
{
    private protected RowColumn(MemberInfo member, Type valueType, ColumnType type)
    {
        Member = member;
        ValueType = valueType;
        Type = type;
        Name = ColumnTypes.NameOf(member);
    }

    /// <summary>The column's name: that of the property or field, or what its <see cref="ModelColumnAttribute"/> says.</summary>
    public string Name { get; }

    /// <summary>What its values are.</summary>
    public ColumnType Type { get; }

    /// <summary>The declared type, such as <c>float?</c>.</summary>
    public Type ValueType { get; }

    /// <summary>The property or field, for whoever compiles expressions over rows.</summary>
    public MemberInfo Member { get; }

    /// <summary>Reads the value without boxing.</summary>
    public abstract Cell Read(TRow row);
}
