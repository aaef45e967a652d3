using System.Globalization;
using System.Linq.Expressions;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>A share of the columns has a value. The share becomes a count once, so that no row depends on how a quotient rounds.</summary>
internal sealed class CompletenessTest<TRow>(CompletenessRule rule, int columns)
    : RowTest<TRow>(RuleNames.Completeness, rule.Severity, Text(rule, columns))
{
    private readonly int _mayMiss = columns - Needed(rule, columns);

    public override bool Counts => true;

    public override bool Accepts(TRow row, int missing) => missing <= _mayMiss;

    public override Expression Accepts(Expression row, Expression missing) => Expression.LessThanOrEqual(missing, Expression.Constant(_mayMiss));

    public override string Observed(TRow row, int missing) =>
        string.Create(CultureInfo.InvariantCulture, $"{columns - missing} of {columns}");

    private static string Text(CompletenessRule rule, int columns) =>
        string.Create(CultureInfo.InvariantCulture, $"a value in at least {Needed(rule, columns)} of {columns} columns");

    private static int Needed(CompletenessRule rule, int columns) =>
        Enumerable.Range(0, columns + 1).First(n => (double)n / columns >= rule.Minimum);
}
