using System.ComponentModel.DataAnnotations;

namespace MlOps;

#pragma warning disable IL2026 // The generated validator puts an attribute of its own in the place of this one, which needs no reflection.

/// <summary>
/// When a route counts as unhealthy and is skipped while another can be asked. Names, defaults, limits and meaning are those of Polly's
/// <c>CircuitBreakerStrategyOptions</c>, but for <see cref="SuccessThreshold"/>, which Polly hasn't.
/// </summary>
public sealed class CircuitBreakerOptions
{
    /// <summary>The share of failures within <see cref="SamplingDuration"/> at which the route is set aside, above 0 and up to 1. Default: 0.1.</summary>
    [Range(0.0, 1.0)]
    public double FailureRatio { get; set; } = 0.1;

    /// <summary>How many calls there must be within <see cref="SamplingDuration"/> before their ratio means anything, at least 2. Default: 100.</summary>
    [Range(2, int.MaxValue)]
    public int MinimumThroughput { get; set; } = 100;

    /// <summary>How far back calls count, at least half a second. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "1.00:00:00")]
    public TimeSpan SamplingDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the route is left alone before a call tries it again, at least half a second. Default: 5 seconds.</summary>
    /// <remarks>Also how long a probe may take before another call may be one.</remarks>
    [Range(typeof(TimeSpan), "00:00:00.500", "1.00:00:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many probes, one after the other, must answer before the route is asked by all again; one that fails begins a new break. Default: 1, as in Polly.</summary>
    [Range(1, int.MaxValue)]
    public int SuccessThreshold { get; set; } = 1;
}
