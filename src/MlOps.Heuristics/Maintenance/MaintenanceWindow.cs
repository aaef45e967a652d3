using System.Globalization;

namespace MlOps;

/// <summary>A window of maintenance that comes again every week, by the clock on a wall.</summary>
/// <remarks>
/// It goes by what clocks show in its time zone: on the day on which they skip an hour a window inside that hour doesn't come, and on the one on
/// which they repeat an hour it comes twice.
/// </remarks>
public sealed class MaintenanceWindow
{
    /// <summary>The days on which it begins; none for every day.</summary>
    public IList<DayOfWeek> Days { get; } = [];

    /// <summary>When it begins.</summary>
    public TimeOnly From { get; set; }

    /// <summary>When it is over; this minute is no part of it. One that isn't after <see cref="From"/> is meant for the day after.</summary>
    public TimeOnly To { get; set; }

    /// <summary>The time zone: an IANA name such as <c>Europe/Berlin</c>, or one of Windows. Default: <c>UTC</c>.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>One line: <c>Saturday, Sunday 22:00:00 to 02:00:00 Europe/Berlin</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Days.Count == 0 ? "daily" : string.Join(", ", Days))} {From:HH:mm:ss.FFFFFFF} to {To:HH:mm:ss.FFFFFFF} {TimeZone}");
}
