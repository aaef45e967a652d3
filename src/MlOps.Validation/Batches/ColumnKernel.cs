using MlOps.Columns;
using MlOps.Validation.Rows;

namespace MlOps.Validation.Batches;

/// <summary>
/// A column that vectorised code can say yes to a chunk at a time: numbers with nothing but ranges. What it can't say yes to is explained value by value,
/// as single rows are.
/// </summary>
/// <param name="minimum">The largest lower bound.</param>
/// <param name="maximum">The smallest upper bound.</param>
internal sealed class ColumnKernel(double minimum, double maximum)
{
    /// <summary>Null where only the row engine will do.</summary>
    public static ColumnKernel? Of(ColumnCheck<TableRow> check, ColumnTally tally)
    {
        if (check is not ValueCheck<TableRow> { Type: ColumnType.Number, HasSentinels: false } column || tally.Values is not null)
        {
            return null;
        }

        var (minimum, maximum) = (double.NegativeInfinity, double.PositiveInfinity);
        foreach (var test in column.Rules)
        {
            if (test is NumberRangeTest range)
            {
                (minimum, maximum) = (Math.Max(minimum, range.Minimum), Math.Min(maximum, range.Maximum));
            }
            else if (test is not FiniteTest)
            {
                return null;
            }
        }

        return new(minimum, maximum);
    }

    /// <summary>What the values amount to, if all of them are there, finite and in range; else null.</summary>
    public NumberSummary? Accept(ColumnData data)
    {
        var summary = data.Missing.IsEmpty && !data.Singles.IsEmpty ? NumberSummary.Of(data.Singles)
            : data.Missing.IsEmpty && !data.Doubles.IsEmpty ? NumberSummary.Of(data.Doubles)
            : null;
        return summary is { Min: > -MeanSum.Large, Max: < MeanSum.Large } all && all.Min >= minimum && all.Max <= maximum ? all : null;
    }
}
