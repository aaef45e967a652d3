using System.Collections.Frozen;
using System.Linq.Expressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>A set of allowed whole numbers.</summary>
internal sealed class IntegerDomainTest(DomainRule rule) : ColumnTest(RuleNames.Domain, rule.SeverityInRow(), RuleText.Of(rule))
{
    private readonly FrozenSet<long> _values = rule.Values.Select(Integers.Parse).ToFrozenSet();

    public override bool Accepts(Cell value) => Contains(value.Integer);

    public override Expression Accepts(Expression value) => Expression.Call(
        Expression.Constant(this), ((Func<long, bool>)Contains).Method, Expression.Convert(value, typeof(long)));

    private bool Contains(long value) => _values.Contains(value);
}
