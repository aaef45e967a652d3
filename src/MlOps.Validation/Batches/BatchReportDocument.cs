using System.Collections.Immutable;

namespace MlOps.Validation.Batches;

/// <summary>A report as it is written in JSON.</summary>
internal sealed record BatchReportDocument(
    Verdict Verdict,
    long Rows,
    long InvalidRows,
    bool IsComplete,
    int RulesRun,
    int RuleCount,
    ImmutableArray<ColumnReport> Columns,
    ImmutableArray<RuleReport> Rules)
{
    public static BatchReportDocument Of(BatchReport report, bool observed) => new(
        report.Verdict,
        report.Rows,
        report.InvalidRows,
        report.IsComplete,
        report.RulesRun,
        report.RuleCount,
        report.Columns,
        observed ? report.Rules : [.. report.Rules.Select(r => r with { Samples = [.. r.Samples.Select(s => s with { Observed = null })] })]);
}
