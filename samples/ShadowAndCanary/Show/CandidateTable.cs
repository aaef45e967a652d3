using System.Globalization;
using MlOps;
using Spectre.Console;

namespace ShadowAndCanary.Show;

/// <summary>What was seen of candidates beside the live version, a column each.</summary>
internal static class CandidateTable
{
    private static readonly (string Name, Func<CandidateEvidence, string> Of)[] Lines =
    [
        ("rows seen", e => Number(e.Seen)),
        ("compared", e => Number(e.Compared)),
        ("dropped", e => Number(e.Dropped)),
        ("agreement", e => Percent(e.Agreement.Value)),
        ("error rate", e => Percent(e.ErrorRate.Value)),
        ("errors", e => string.Join(", ", e.Failed.Select(f => $"{Number(f.Value)} {f.Key}"))),
        ("live p50, p99", e => Times(e.LiveLatency)),
        ("candidate p50, p99", e => Times(e.CandidateLatency)),
    ];

    public static Table Of(IReadOnlyList<CandidateEvidence> evidence)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("");
        foreach (var candidate in evidence)
        {
            table.AddColumn(new TableColumn($"v{candidate.Candidate} as {candidate.Role} beside v{candidate.Live}").RightAligned());
        }

        foreach (var (name, of) in Lines)
        {
            table.AddRow([name, .. evidence.Select(of)]);
        }

        return table;
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double? share) => share?.ToString("P1", CultureInfo.InvariantCulture) ?? "–";

    private static string Times(LatencyDistribution latency) => $"{Time(latency, 0.5)}, {Time(latency, 0.99)}";

    private static string Time(LatencyDistribution latency, double share) => latency.Percentile(share) is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:N0} µs")
        : "–";
}
