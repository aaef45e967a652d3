using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace MlOps.Rows;

/// <summary>The columns of a row type: its public instance properties and fields of the types that a column can have.</summary>
/// <typeparam name="TRow">The row: a class, record or struct.</typeparam>
/// <remarks>Made once for each type and shared. Members of other types are no columns and are left alone until a schema names them. A member that
/// hides an inherited one of its name stands for both.</remarks>
public sealed class RowShape<[DynamicallyAccessedMembers(RowMembers.All)] TRow>
{
    private readonly Dictionary<string, RowColumn<TRow>> _byName;
    private readonly Dictionary<string, RowVector<TRow>> _vectorsByName;

    private RowShape()
    {
        var members = RowMembers.ReadableOf(typeof(TRow));
        Columns = [.. members.Select(ColumnTypes.Create<TRow>).OfType<RowColumn<TRow>>()];
        Vectors = [.. members.Select(ColumnTypes.CreateVector<TRow>).OfType<RowVector<TRow>>()];
        if (Columns.Select(c => c.Name).Concat(Vectors.Select(v => v.Name)).GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two columns of {typeof(TRow).Name} are called '{twice.Key}'; give one another name in its ModelColumn attribute.");
        }

        _byName = Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        _vectorsByName = Vectors.ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>The shape of the type.</summary>
    /// <exception cref="ArgumentException">Two columns have the same name.</exception>
    // Not in a static initialiser, which would hide the message.
    public static RowShape<TRow> Instance => field ??= new();

    /// <summary>The columns of single values, in the order of their declaration; inherited ones last.</summary>
    public IReadOnlyList<RowColumn<TRow>> Columns { get; }

    /// <summary>The columns of vectors, in the same order.</summary>
    public IReadOnlyList<RowVector<TRow>> Vectors { get; }

    /// <summary>The column of single values of that name, or null.</summary>
    public RowColumn<TRow>? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The column of vectors of that name, or null.</summary>
    public RowVector<TRow>? FindVector(string name) => _vectorsByName.GetValueOrDefault(name);

    /// <summary>The column that an expression such as <c>row => row.Age</c> names.</summary>
    /// <exception cref="ArgumentException">The expression is something else, or the member's type is none that a column can have.</exception>
    public RowColumn<TRow> Find(LambdaExpression selector)
    {
        var member = MemberOf(selector);
        return Find(ColumnTypes.NameOf(member.Member)) ?? throw NoColumn(member, nameof(selector));
    }

    /// <summary>The column of vectors that an expression such as <c>row => row.Embedding</c> names.</summary>
    /// <exception cref="ArgumentException">The expression is something else, or the member's type is no vector.</exception>
    public RowVector<TRow> FindVector(LambdaExpression selector)
    {
        var member = MemberOf(selector);
        return FindVector(ColumnTypes.NameOf(member.Member)) ?? throw NoColumn(member, nameof(selector));
    }

    /// <summary>Why the property or field of a name is no column, in a sentence with its type; null where it is one, and where there is none.</summary>
    /// <param name="name">The name that a column of it would have.</param>
    public string? WhyNoColumn(string name) =>
        _byName.ContainsKey(name) || _vectorsByName.ContainsKey(name) ? null
        : RowMembers.ReadableOf(typeof(TRow)).FirstOrDefault(m => ColumnTypes.NameOf(m) == name) is { } member ? NoColumn(member) : null;

    private static MemberExpression MemberOf(LambdaExpression selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var body = selector.Body;
        while (body is UnaryExpression { NodeType: ExpressionType.Convert } convert)
        {
            body = convert.Operand;
        }

        return body is MemberExpression { Expression: ParameterExpression } member
            ? member
            : throw new ArgumentException($"'{selector}' doesn't name a column; write row => row.Property.", nameof(selector));
    }

    private static ArgumentException NoColumn(MemberExpression member, string argument) => new(NoColumn(member.Member), argument);

    private static string NoColumn(MemberInfo member) =>
        $"{typeof(TRow).Name}.{member.Name} is a {ColumnTypes.TypeOf(member).Name}, which no column can be. {ColumnTypes.Supported}";
}
