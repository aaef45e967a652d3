using System.Linq.Expressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>A rule in the host's code. It may throw; both paths take that as a violation.</summary>
internal sealed class CustomTest(CustomColumnRule rule, CustomCode code) : ColumnTest(rule.Name, rule.Severity, $"'{rule.Name}' to hold")
{
    public override bool Accepts(Cell value) => code.OnCell(value);

    public override Expression Accepts(Expression value) => Expression.Invoke(Expression.Constant(code.OnValue), value);
}
