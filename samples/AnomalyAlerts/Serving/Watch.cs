using AnomalyAlerts.Detection;
using AnomalyAlerts.Stream;
using MlOps;

namespace AnomalyAlerts.Serving;

/// <summary>What a week of watching came to: every spike that the detector surfaced, and the alerts among them.</summary>
internal sealed record Watch(int Values, IReadOnlyList<MetricPoint> Spikes, IReadOnlyList<MetricPoint> Alerts)
{
    /// <summary>Alerts about nothing.</summary>
    public IEnumerable<MetricPoint> FalseAlarms => Alerts.Where(a => !MetricStream.Incidents.Any(i => i.Shows(a)));

    public IEnumerable<MetricPoint> AlertsOf(Incident incident) => Alerts.Where(incident.Shows);

    public static async Task<Watch> RunAsync(MetricStream stream, IPredictor<MetricPoint, Anomaly> spikes, StreamClock clock)
    {
        var values = 0;
        var (surfaced, alerts) = (new List<MetricPoint>(), new List<MetricPoint>());
        foreach (var point in stream.Watching())
        {
            clock.Set(point.Time);
            values++;
            var prediction = await spikes.PredictAsync(point);

            // Only spikes are withheld, so what was withheld was one.
            if (prediction.Outcome == PredictionOutcome.Suppressed)
            {
                surfaced.Add(point);
            }
            else if (prediction.Value.IsSpike)
            {
                surfaced.Add(point);
                alerts.Add(point);
            }
        }

        return new(values, surfaced, alerts);
    }
}
