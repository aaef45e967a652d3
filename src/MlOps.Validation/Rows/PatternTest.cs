using System.Linq.Expressions;
using System.Text.RegularExpressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>A regular expression over texts.</summary>
internal sealed class PatternTest(PatternRule rule) : ColumnTest(RuleNames.Pattern, rule.SeverityInRow(), RuleText.Of(rule))
{
    private readonly Regex _pattern = Patterns.Compile(rule.Pattern);

    public override bool Accepts(Cell value) => Matches(value.Text!);

    public override Expression Accepts(Expression value) => Expression.Call(Expression.Constant(this), ((Func<string, bool>)Matches).Method, value);

    private bool Matches(string value) => _pattern.IsMatch(value);
}
