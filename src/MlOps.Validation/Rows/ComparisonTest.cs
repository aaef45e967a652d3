using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>Compares two columns of a row.</summary>
internal sealed class ComparisonTest<TRow>(ComparisonRule rule, ValueCheck<TRow> left, ValueCheck<TRow> right)
    : RowTest<TRow>(RuleNames.Comparison, rule.Severity, RuleText.Of(rule))
{
    // The first double beyond a long.
    private const double Beyond = 9223372036854775808.0;

    public override bool Accepts(TRow row, int missing)
    {
        var (a, b) = (left.Read(row), right.Read(row));
        return a.Missing != MissingState.None || b.Missing != MissingState.None || Holds(Compare(a, b));
    }

    public override bool Judges(TRow row) => left.Read(row).Missing == MissingState.None && right.Read(row).Missing == MissingState.None;

    public override string Observed(TRow row, int missing) => RowText.Of([left, right], row);

    private bool Holds(int order) => rule.Comparison switch
    {
        Comparison.LessThan => order < 0,
        Comparison.AtMost => order <= 0,
        Comparison.EqualTo => order == 0,
        Comparison.NotEqualTo => order != 0,
        Comparison.AtLeast => order >= 0,
        _ => order > 0,
    };

    private static int Compare(Cell a, Cell b) => (a.Type, b.Type) switch
    {
        (ColumnType.Text, _) => string.CompareOrdinal(a.Text, b.Text),
        (ColumnType.Number, ColumnType.Number) => a.Number.CompareTo(b.Number),
        (ColumnType.Integer, ColumnType.Number) => Compare(a.Integer, b.Number),
        (ColumnType.Number, ColumnType.Integer) => -Compare(b.Integer, a.Number),
        (ColumnType.Boolean, _) => a.Boolean.CompareTo(b.Boolean),
        _ => a.Integer.CompareTo(b.Integer),
    };

    // No long is rounded to be compared.
    private static int Compare(long a, double b)
    {
        if (b >= Beyond || b < -Beyond)
        {
            return b > 0 ? -1 : 1;
        }

        var whole = Math.Truncate(b);
        var order = a.CompareTo((long)whole);
        return order != 0 ? order : whole.CompareTo(b);
    }
}
