using System.Globalization;

namespace MlOps;

/// <summary>A span of maintenance that comes once.</summary>
public sealed class MaintenanceSpan
{
    /// <summary>When it begins.</summary>
    public DateTimeOffset From { get; set; }

    /// <summary>When it is over; this moment is no part of it.</summary>
    public DateTimeOffset To { get; set; }

    /// <summary>One line: <c>2026-03-02 22:00:00+00:00 to 2026-03-03 02:00:00+00:00</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd HH:mm:ss.FFFFFFFzzz} to {To:yyyy-MM-dd HH:mm:ss.FFFFFFFzzz}");
}
