namespace MlOps.Heuristics.Maintenance;

/// <summary>A window as it is looked up.</summary>
internal sealed class WeeklyWindow(MaintenanceWindow window)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(window.TimeZone);
    private readonly TimeOnly _from = window.From;
    private readonly TimeOnly _to = window.To;
    private readonly DayOfWeek[] _days = window.Days.Count == 0 ? Enum.GetValues<DayOfWeek>() : [.. window.Days];

    public bool Holds(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, _zone);
        var (clock, today) = (TimeOnly.FromTimeSpan(local.TimeOfDay), local.DayOfWeek);
        if (_from < _to)
        {
            return clock >= _from && clock < _to && _days.Contains(today);
        }

        var yesterday = (DayOfWeek)(((int)today + 6) % 7);
        return (clock >= _from && _days.Contains(today)) || (clock < _to && _days.Contains(yesterday));
    }
}
