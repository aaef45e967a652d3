using System.Globalization;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Batches;

/// <summary>Judges what was gathered by one rule of the schema.</summary>
internal static class RuleJudge
{
    public static RuleReport Judge(BatchState state, int index)
    {
        var (entry, tally) = (state.Plan.Entries[index], state.Rules[index]);
        var column = entry.Column < 0 ? null : state.Columns[entry.Column];
        var name = entry.Column < 0 ? "" : state.Plan.Schema.Columns[entry.Column].Name;
        var (judged, broken) = (entry.Kind, entry.Name) switch
        {
            (RuleEntryKind.NoCode, _) => (0, 0),
            (RuleEntryKind.Presence, _) => (column is null ? state.Rows : state.Rows - state.NullRows, tally.Broken),
            (RuleEntryKind.Value, _) => (column!.Present, tally.Broken),
            (RuleEntryKind.Row, _) => (tally.Judged, tally.Broken),
            (_, RuleNames.RowCount) => (state.Rows, 0),
            (_, RuleNames.Completeness) => (state.Rows, state.Rows - column!.Present),
            (_, RuleNames.Unique) => (column!.Present, column.Values!.IsOverBudget ? 0 : column.Present - column.Values.Distinct),
            _ => (column!.Present, 0),
        };
        var report = new RuleReport(name, entry.Name, entry.Severity, entry.Expected, Verdict.Pass) { Judged = judged, Broken = broken, Samples = [.. tally.Samples] };
        return report with { Verdict = Judge(state, entry, column, tally, report) };
    }

    private static Verdict Judge(BatchState state, RuleEntry entry, ColumnTally? column, RuleTally tally, RuleReport report)
    {
        var rule = $"{(report.Column.Length == 0 ? "row" : report.Column)}: {report.Rule}";
        if (entry.Kind == RuleEntryKind.NoCode)
        {
            return Verdict.Inconclusive(entry.Rule is CustomRowRule
                ? $"{rule} did not run: it is code over rows of a .NET type, and a table has none; check such rows with BatchCheck, or say it of a column with Must."
                : $"{rule} did not run: it is code, and a schema has only its name; bring the code, as in schema.Check<Row>(columns, s => s.Column(…).Must(…)).");
        }

        if (report.Judged == 0 && report.Broken == 0)
        {
            return Verdict.Inconclusive($"{rule} had nothing to judge.");
        }

        if (entry.Kind != RuleEntryKind.Batch)
        {
            var tolerated = entry.ToleratedShare is { } share && tally.Errors == 0 && (double)report.Broken / report.Judged <= share;
            return report.Broken == 0 || tolerated ? Verdict.Pass : Broken(tally.Errors > 0 ? Severity.Hard : entry.Severity, report.ToString());
        }

        return entry.Rule is UniqueRule or DistinctCountRule or TopValueRule && column!.Values is { IsOverBudget: true } values
            ? Over(rule, values)
            : JudgeBatch(state, entry, column, report, rule);
    }

    private static Verdict Over(string rule, ValueCounter values) => Verdict.Inconclusive(string.Create(
        CultureInfo.InvariantCulture, $"{rule} needs all values of the column, and they take more than the {values.Budget} bytes of the memory budget; raise MemoryBudget."));

    private static Verdict JudgeBatch(BatchState state, RuleEntry entry, ColumnTally? column, RuleReport report, string rule)
    {
        var (holds, seen) = entry.Rule switch
        {
            RowCountRule count => (state.Rows >= count.Minimum && state.Rows <= count.Maximum, Said($"{state.Rows} rows")),
            double least => ((double)column!.Present / state.Rows >= least, Said($"a value in {(double)column.Present / state.Rows:0.####} of the rows")),
            UniqueRule => (report.Broken == 0, Said($"{report.Broken} of {report.Judged} values stood there before")),
            DistinctCountRule count => (column!.Values!.Distinct >= count.Minimum && column.Values.Distinct <= count.Maximum, Said($"{column.Values.Distinct} different values")),
            TopValueRule top => ((double)column!.Values!.Top / column.Present <= top.MaximumShare, Said($"a value in {(double)column.Values.Top / column.Present:0.####} of the rows with one")),
            _ => (false, "a rule that isn't known here"),
        };
        return holds ? Verdict.Pass : Broken(entry.Severity, $"{rule}, expected {entry.Expected}, found {seen}");
    }

    private static Verdict Broken(Severity severity, string reason) => severity == Severity.Hard ? Verdict.Fail(reason) : Verdict.Warn(reason);

    private static string Said(FormattableString text) => FormattableString.Invariant(text);
}
