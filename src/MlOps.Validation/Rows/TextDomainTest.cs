using System.Collections.Frozen;
using System.Linq.Expressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>A set of allowed texts.</summary>
internal sealed class TextDomainTest(DomainRule rule) : ColumnTest(RuleNames.Domain, rule.SeverityInRow(), RuleText.Of(rule))
{
    private readonly TextTable? _few = TextTable.TryCreate(rule.Values);
    private readonly FrozenSet<string> _all = rule.Values.ToFrozenSet(StringComparer.Ordinal);

    public override bool Accepts(Cell value) => Contains(value.Text!);

    public override Expression Accepts(Expression value) => Expression.Call(Expression.Constant(this), ((Func<string, bool>)Contains).Method, value);

    private bool Contains(string value) => _few is not null ? _few.Contains(value) : _all.Contains(value);
}
