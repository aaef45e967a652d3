using System.Linq.Expressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>Which truth values are allowed.</summary>
internal sealed class BooleanDomainTest(DomainRule rule) : ColumnTest(RuleNames.Domain, rule.SeverityInRow(), RuleText.Of(rule))
{
    private readonly bool _true = rule.Values.Contains(Booleans.True);
    private readonly bool _false = rule.Values.Contains(Booleans.False);

    public override bool Accepts(Cell value) => value.Boolean ? _true : _false;

    public override Expression Accepts(Expression value) => Expression.Condition(value, Expression.Constant(_true), Expression.Constant(_false));
}
