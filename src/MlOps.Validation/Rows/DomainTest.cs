using System.Collections.Frozen;
using System.Linq.Expressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>A set of allowed values.</summary>
internal sealed class DomainTest<T>(DomainRule rule, FrozenSet<T> values, Func<Cell, T> read)
    : ColumnTest(RuleNames.Domain, rule.Severity, RuleText.Of(rule))
{
    private static readonly Func<FrozenSet<T>, T, bool> IsIn = Contains;

    public override bool Accepts(Cell value) => values.Contains(read(value));

    // A call of our own code rather than of the set's virtual method: the runtime learns which kind of set stands behind it.
    public override Expression Accepts(Expression value) => Expression.Call(
        IsIn.Method,
        Expression.Constant(values, typeof(FrozenSet<T>)),
        value.Type == typeof(T) ? value : Expression.Convert(value, typeof(T)));

    private static bool Contains(FrozenSet<T> values, T value) => values.Contains(value);
}
