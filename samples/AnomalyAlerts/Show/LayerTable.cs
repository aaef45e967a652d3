using System.Globalization;
using AnomalyAlerts.Serving;
using MlOps;
using Spectre.Console;

namespace AnomalyAlerts.Show;

/// <summary>What each layer removed, as the host's own report of its rules counts it.</summary>
internal static class LayerTable
{
    public static Table Of(Watch watch, HeuristicReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("layer", "kind", "owner", "because");
        foreach (var name in (string[])["removed", "left"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        long left = watch.Spikes.Count;
        table.AddRow("(surfaced by the detector)", "", "", "", "", Number(left));
        foreach (var rule in report.Rules)
        {
            left -= rule.Suppressions;
            table.AddRow(
                rule.Name,
                rule.Kind,
                rule.Owner ?? "–",
                rule.Reason ?? "–",
                rule.DryRun ? $"dry run: {Number(rule.DryRuns)}" : Number(rule.Suppressions),
                Number(left));
        }

        return table;
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
