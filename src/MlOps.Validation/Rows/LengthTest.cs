using System.Linq.Expressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>How long a text is.</summary>
internal sealed class LengthTest(LengthRule rule) : ColumnTest(RuleNames.Length, rule.SeverityInRow(), RuleText.Of(rule))
{
    public override bool Accepts(Cell value) => Fits(value.Text!);

    public override Expression Accepts(Expression value) => Expression.Call(Expression.Constant(this), ((Func<string, bool>)Fits).Method, value);

    private bool Fits(string value) => value.Length >= rule.Minimum && value.Length <= rule.Maximum;
}
