using System.Globalization;
using AnomalyAlerts.Serving;
using AnomalyAlerts.Stream;
using Spectre.Console;

namespace AnomalyAlerts.Show;

/// <summary>Each true incident, and when somebody was told.</summary>
internal static class IncidentTable
{
    public static Table Of(Watch watch)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("incident", "where", "began (UTC)", "lasted", "first alert", "spikes", "alerts");
        foreach (var incident in MetricStream.Incidents)
        {
            var alerts = watch.AlertsOf(incident).ToList();
            table.AddRow(
                incident.What,
                $"{incident.Host}{(incident.Host.EndsWith('-') ? "*" : "")} {incident.Metric ?? "both"}",
                incident.From.ToString("ddd HH:mm", CultureInfo.InvariantCulture),
                $"{incident.Minutes} min",
                alerts.Count == 0 ? "never" : $"after {(alerts[0].Time - incident.From).TotalMinutes.ToString(CultureInfo.InvariantCulture)} min",
                LayerTable.Number(watch.Spikes.Count(incident.Shows)),
                LayerTable.Number(alerts.Count));
        }

        return table;
    }
}
