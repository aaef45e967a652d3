using System.Linq.Expressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>A number isn't infinite.</summary>
internal sealed class FiniteTest(FiniteRule rule) : ColumnTest(RuleNames.Finite, rule.SeverityInRow(), RuleText.Finite)
{
    public override bool RefusesNaN => true;

    public override bool Accepts(Cell value) => double.IsFinite(value.Number);

    public override Expression Accepts(Expression value) =>
        Expression.Call(((Func<double, bool>)double.IsFinite).Method, Expression.Convert(value, typeof(double)));
}
