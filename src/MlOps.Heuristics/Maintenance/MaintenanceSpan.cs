namespace MlOps;

/// <summary>A span of maintenance that comes once.</summary>
public sealed class MaintenanceSpan
{
    /// <summary>When it begins.</summary>
    public DateTimeOffset From { get; set; }

    /// <summary>When it is over; this moment is no part of it.</summary>
    public DateTimeOffset To { get; set; }
}
