using System.Globalization;
using System.Text;

namespace MlOps.Endurance;

/// <summary>What happened how often: a plain table of counts, rows in the order in which they were first named.</summary>
internal sealed class Tally(string rows, params string[] columns)
{
    private readonly Dictionary<string, long[]> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public void Add(string row, params ReadOnlySpan<long> counts)
    {
        if (!_counts.TryGetValue(row, out var sums))
        {
            _counts[row] = sums = new long[columns.Length];
            _order.Add(row);
        }

        for (var i = 0; i < counts.Length; i++)
        {
            sums[i] += counts[i];
        }
    }

    public override string ToString()
    {
        var wide = _order.Append(rows).Max(r => r.Length);
        var text = new StringBuilder();
        Line(rows, columns);
        foreach (var row in _order)
        {
            Line(row, _counts[row].Select(c => c.ToString("N0", CultureInfo.InvariantCulture)));
        }

        return text.ToString().TrimEnd('\n');

        void Line(string row, IEnumerable<string> cells) =>
            text.Append(row.PadRight(wide)).AppendJoin("", cells.Zip(columns, (cell, column) => cell.PadLeft(Math.Max(column.Length, 6) + 2))).Append('\n');
    }
}
