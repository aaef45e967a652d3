namespace MlOps;

/// <summary>What a rule for maintenance is told.</summary>
public sealed class MaintenanceOptions : HeuristicOptions
{
    /// <summary>Windows that come again every week.</summary>
    public IList<MaintenanceWindow> Weekly { get; } = [];

    /// <summary>Spans that come once.</summary>
    public IList<MaintenanceSpan> Once { get; } = [];
}
