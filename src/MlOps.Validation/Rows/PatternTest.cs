using System.Linq.Expressions;
using System.Text.RegularExpressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>A regular expression over texts.</summary>
internal sealed class PatternTest(PatternRule rule) : ColumnTest(RuleNames.Pattern, rule.Severity, RuleText.Of(rule))
{
    private static readonly Func<Regex, string, bool> IsMatch = Matches;

    private readonly Regex _pattern = Patterns.Compile(rule.Pattern);

    public override bool Accepts(Cell value) => _pattern.IsMatch(value.Text!);

    public override Expression Accepts(Expression value) => Expression.Call(IsMatch.Method, Expression.Constant(_pattern), value);

    private static bool Matches(Regex pattern, string value) => pattern.IsMatch(value);
}
