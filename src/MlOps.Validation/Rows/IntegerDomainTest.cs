using System.Linq.Expressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>A set of allowed whole numbers.</summary>
internal sealed class IntegerDomainTest(DomainRule rule) : ColumnTest(RuleNames.Domain, rule.SeverityInRow(), RuleText.Of(rule))
{
    // In order and not in a set: numbers whose hashes are all alike can be listed by anyone.
    private readonly long[] _values = [.. rule.Values.Select(Integers.Parse).Order()];

    public override bool Accepts(Cell value) => Contains(value.Integer);

    public override Expression Accepts(Expression value) => Expression.Call(
        Expression.Constant(this), ((Func<long, bool>)Contains).Method, Expression.Convert(value, typeof(long)));

    private bool Contains(long value) => _values.AsSpan().BinarySearch(value) >= 0;
}
