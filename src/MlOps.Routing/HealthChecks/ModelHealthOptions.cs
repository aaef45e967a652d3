using System.ComponentModel.DataAnnotations;

namespace MlOps;

#pragma warning disable IL2026 // The generated validator puts an attribute of its own in the place of this one, which needs no reflection.

/// <summary>How the health check of models judges.</summary>
public sealed class ModelHealthOptions
{
    /// <summary>How long what is wanted and what serves may differ before a model counts as degraded, up to 30 days. Default: 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan MaxDifference { get; set; } = TimeSpan.FromMinutes(5);
}
