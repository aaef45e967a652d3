using System.Globalization;
using AnomalyAlerts.Serving;
using AnomalyAlerts.Stream;

namespace AnomalyAlerts.Show;

/// <summary>The week as seven lines, a quarter of an hour a letter.</summary>
internal static class Timeline
{
    public const string Legend = "· spikes, none of them an alert   ! an alert of a true incident   ? an alert of nothing   = an incident that goes on";

    private const int Quarters = 96;
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    public static IEnumerable<string> Of(Watch watch)
    {
        yield return "    " + string.Concat(Enumerable.Range(0, 24).Select(hour => hour.ToString("00", CultureInfo.InvariantCulture).PadRight(4)));
        for (var day = MetricStream.Watched; day < MetricStream.Watched.AddDays(MetricStream.DaysToWatch); day = day.AddDays(1))
        {
            yield return $"{day.ToString("ddd", CultureInfo.InvariantCulture)} "
                + string.Concat(Enumerable.Range(0, Quarters).Select(q => Letter(watch, day + (q * Quarter))));
        }
    }

    private static char Letter(Watch watch, DateTimeOffset from)
    {
        var to = from + Quarter;
        bool IsNow(MetricPoint point) => point.Time >= from && point.Time < to;

        return watch.FalseAlarms.Any(IsNow) ? '?'
            : watch.Alerts.Any(IsNow) ? '!'
            : MetricStream.Incidents.Any(i => i.From < to && i.To > from) ? '='
            : watch.Spikes.Any(IsNow) ? '·'
            : ' ';
    }
}
