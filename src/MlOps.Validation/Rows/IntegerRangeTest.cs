using System.Linq.Expressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>A range over whole numbers. The bounds become whole numbers once; a value is never rounded to be compared.</summary>
internal sealed class IntegerRangeTest(RangeRule rule) : ColumnTest(RuleNames.Range, rule.SeverityInRow(), RuleText.Of(rule))
{
    // The first double beyond a long.
    private const double Beyond = 9223372036854775808.0;

    private readonly long _minimum = rule.Minimum >= Beyond ? long.MaxValue
        : rule.Minimum < -Beyond ? long.MinValue
        : (long)Math.Ceiling(rule.Minimum);

    private readonly long _maximum = rule.Maximum >= Beyond ? long.MaxValue
        : rule.Maximum < -Beyond ? long.MinValue
        : (long)Math.Floor(rule.Maximum);

    // A range wholly beyond the longs, such as from 1e300 up, holds none of them.
    private readonly bool _empty = rule.Minimum >= Beyond || rule.Maximum < -Beyond;

    public override bool Accepts(Cell value) => !_empty && value.Integer >= _minimum && value.Integer <= _maximum;

    public override Expression Accepts(Expression value)
    {
        var number = Expression.Convert(value, typeof(long));
        return _empty
            ? Expression.Constant(false)
            : Expression.AndAlso(
                Expression.GreaterThanOrEqual(number, Expression.Constant(_minimum)),
                Expression.LessThanOrEqual(number, Expression.Constant(_maximum)));
    }
}
