using System.Globalization;
using System.Text;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Batches;

/// <summary>A report as tables of text. A name from elsewhere can't break a line of them.</summary>
internal static class ReportText
{
    private const int MaxCell = 60;
    private const int MaxShownSamples = 3;

    public static string Of(BatchReport report, bool observed)
    {
        var text = new StringBuilder();
        Line(text, report.ToString());
        Line(text, "");
        Table(
            text,
            ["column", "present", "missing", "range", "domain", "min", "max", "mean"],
            report.Columns.Select(c => new[]
            {
                c.Name, Say(c.Present), Missing(c), Say(c.OutOfRange), Say(c.OutOfDomain), Say(c.Min), Say(c.Max), Say(c.Mean),
            }));
        Line(text, "");
        Table(
            text,
            ["verdict", "column", "rule", "broken", "of", "expected", "rows"],
            report.Rules.Select(r => new[]
            {
                r.Verdict.Kind.ToString().ToLowerInvariant(), r.Column, r.Rule, Say(r.Broken), Say(r.Judged), r.Expected, Samples(r, observed),
            }));
        return text.ToString();
    }

    private static string Missing(ColumnReport c)
    {
        (long Count, string Name)[] states =
            [(c.Null, "null"), (c.NaN, "NaN"), (c.EmptyText, "empty"), (c.Sentinel, "sentinel"), (c.Unparseable, "unparseable"), (c.Absent, "absent")];
        var there = states.Where(s => s.Count > 0).Select(s => FormattableString.Invariant($"{s.Count} {s.Name}")).ToList();
        return there.Count == 0 ? "0" : string.Join(", ", there);
    }

    private static string Samples(RuleReport rule, bool observed) => string.Join(
        ", ",
        rule.Samples.Take(MaxShownSamples).Select(s => observed ? FormattableString.Invariant($"{s.Position} ({s.Observed})") : Say(s.Position)))
        + (rule.Broken > Math.Min(rule.Samples.Length, MaxShownSamples) && !rule.Samples.IsEmpty ? ", …" : "");

    private static void Table(StringBuilder text, string[] header, IEnumerable<string[]> rows)
    {
        List<string[]> lines = [header, .. rows.Select(r => Array.ConvertAll(r, Clean))];
        var widths = header.Select((_, i) => lines.Max(l => l[i].Length)).ToArray();
        foreach (var line in lines)
        {
            Line(text, string.Join("  ", line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    private static string Clean(string cell) => RuleText.Cut(string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c)), MaxCell);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    private static string Say(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Say(double? number) => number?.ToString("G6", CultureInfo.InvariantCulture) ?? "";
}
