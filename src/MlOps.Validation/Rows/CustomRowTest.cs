using System.Linq.Expressions;

namespace MlOps.Validation.Rows;

/// <summary>A rule over the row in the host's code. It may throw; both paths take that as a violation.</summary>
internal sealed class CustomRowTest<TRow>(CustomRowRule rule, Func<TRow, bool> holds)
    : RowTest<TRow>(rule.Name, rule.Severity, $"'{rule.Name}' to hold")
{
    public override bool Accepts(TRow row, int missing) => holds(row);

    public override Expression Accepts(Expression row, Expression missing) => Expression.Invoke(Expression.Constant(holds), row);
}
