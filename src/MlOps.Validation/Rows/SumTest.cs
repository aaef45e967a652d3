using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>Adds up columns of a row, or the elements of a vector.</summary>
internal sealed class SumTest<TRow>(SumRule rule, ValueCheck<TRow>[] columns, VectorCheck<TRow>? vector)
    : RowTest<TRow>(RuleNames.Sum, rule.Severity, RuleText.Of(rule))
{
    private readonly bool _hidden = vector?.Sensitive == true || columns.Any(c => c.Sensitive);

    public override bool Accepts(TRow row, int missing) => Sum(row) is not { } sum || Math.Abs(sum - rule.Total) <= rule.Tolerance;

    public override bool Judges(TRow row) => Sum(row) is not null;

    public override string Observed(TRow row, int missing) => _hidden ? RuleText.Hidden : Shown(row);

    private string Shown(TRow row)
    {
        try
        {
            return Sum(row) is { } sum ? Cell.Of(sum).ToString() : "";
        }
        catch (Exception)
        {
            return RuleText.Unreadable;
        }
    }

    private double? Sum(TRow row)
    {
        var sum = 0.0;
        if (vector is not null)
        {
            var cell = vector.Read(row);
            foreach (var item in cell.Singles)
            {
                sum += item;
            }

            foreach (var item in cell.Doubles)
            {
                sum += item;
            }

            return cell.Missing == MissingState.None ? sum : null;
        }

        foreach (var column in columns)
        {
            var cell = column.Read(row);
            if (cell.Missing != MissingState.None)
            {
                return null;
            }

            sum += cell.Type == ColumnType.Integer ? cell.Integer : cell.Number;
        }

        return sum;
    }
}
