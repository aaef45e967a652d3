using System.ComponentModel.DataAnnotations;
using System.Security;

namespace MlOps;

/// <summary>What a rule for maintenance is told.</summary>
public sealed class MaintenanceOptions : HeuristicOptions, IValidatableObject
{
    /// <summary>Windows that come again every week.</summary>
    public IList<MaintenanceWindow> Weekly { get; } = [];

    /// <summary>Spans that come once.</summary>
    public IList<MaintenanceSpan> Once { get; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. Weekly.Select(w => w.TimeZone).Where(z => !IsKnown(z)).Distinct()
            .Select(z => new ValidationResult($"There is no time zone '{z}': give an IANA name such as Europe/Berlin.", [nameof(Weekly)])),
        .. Once.Where(s => s.From >= s.To)
            .Select(s => new ValidationResult($"A span of maintenance from {s} is over before it begins.", [nameof(Once)])),
    ];

    // A directory of zones, such as Europe, is told as a lack of permission.
    private static bool IsKnown(string? zone)
    {
        try
        {
            return zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);
        }
        catch (SecurityException)
        {
            return false;
        }
    }
}
