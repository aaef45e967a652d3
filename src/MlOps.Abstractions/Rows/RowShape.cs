using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

namespace MlOps.Rows;

/// <summary>The columns of a row type: its public instance properties and fields of the types that a column can have.</summary>
/// <typeparam name="TRow">The row: a class, record or struct.</typeparam>
/// <remarks>Made once for each type and shared. Members of other types are no columns and are left alone until a schema names them. A member that
/// hides an inherited one of its name stands for both.</remarks>
public sealed class RowShape<[DynamicallyAccessedMembers(RowMembers.All)] TRow>
{
    private readonly Dictionary<string, RowColumn<TRow>> _byName;

    private RowShape()
    {
        Columns = [.. RowMembers.ReadableOf(typeof(TRow)).Select(ColumnTypes.Create<TRow>).OfType<RowColumn<TRow>>()];
        _byName = Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>The shape of the type.</summary>
    public static RowShape<TRow> Instance { get; } = new();

    /// <summary>The columns, in the order of their declaration; inherited ones last.</summary>
    public IReadOnlyList<RowColumn<TRow>> Columns { get; }

    /// <summary>The column of that name, or null.</summary>
    public RowColumn<TRow>? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The column that an expression such as <c>row => row.Age</c> names.</summary>
    /// <exception cref="ArgumentException">The expression is something else, or the member's type is none that a column can have.</exception>
    public RowColumn<TRow> Find(LambdaExpression selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var body = selector.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : selector.Body;
        if (body is not MemberExpression { Expression: ParameterExpression } member)
        {
            throw new ArgumentException($"'{selector}' doesn't name a column; write row => row.Property.", nameof(selector));
        }

        return Find(member.Member.Name) ?? throw new ArgumentException(
            $"{typeof(TRow).Name}.{member.Member.Name} is a {member.Type.Name}, which no column can be. {ColumnTypes.Supported}", nameof(selector));
    }
}
