using System.Linq.Expressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>A range over floating-point numbers.</summary>
internal sealed class NumberRangeTest(RangeRule rule) : ColumnTest(RuleNames.Range, rule.SeverityInRow(), RuleText.Of(rule))
{
    public double Minimum => rule.Minimum;

    public double Maximum => rule.Maximum;

    /// <summary>Nothing compares to NaN.</summary>
    public override bool RefusesNaN => true;

    public override bool Accepts(Cell value) => value.Number >= rule.Minimum && value.Number <= rule.Maximum;

    /// <summary>A float is compared as a float, with the bounds moved to the nearest floats inside: the same verdict, sooner.</summary>
    public override Expression Accepts(Expression value)
    {
        var isSingle = value.Type == typeof(float);
        return Expression.AndAlso(
            Expression.GreaterThanOrEqual(value, isSingle ? Expression.Constant(SingleBounds.AtLeast(rule.Minimum)) : Expression.Constant(rule.Minimum)),
            Expression.LessThanOrEqual(value, isSingle ? Expression.Constant(SingleBounds.AtMost(rule.Maximum)) : Expression.Constant(rule.Maximum)));
    }
}
