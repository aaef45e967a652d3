using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace MlOps;

#pragma warning disable IL2026 // The generated validator puts an attribute of its own in the place of this one, which needs no reflection.

/// <summary>What of a model's serving is not code. Bind it with <c>Configure</c> on the model's builder.</summary>
public sealed class ModelOptions
{
    /// <summary>Whether the host waits for the model when it starts. Default: <see cref="ModelStartup.Required"/>.</summary>
    public ModelStartup Startup { get; set; } = ModelStartup.Required;

    /// <summary>How long a start, or the first call, waits for the model. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan StartupTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long one version may take to load before it counts as failed and is tried again later; that it waits for others to load doesn't
    /// count. Default: 10 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan LoadTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether a prediction that nobody could answer throws the last failure, or <see cref="PredictionUnavailableException"/>, instead
    /// of coming out as <see cref="PredictionOutcome.Unavailable"/>. Default: false.
    /// </summary>
    public bool ThrowWhenUnavailable { get; set; }

    /// <summary>Whether a call may ask one version with <see cref="PredictionOptions.OnlyVersion"/>. Default: false.</summary>
    public bool AllowOnlyVersion { get; set; }

    /// <summary>
    /// Whether NaN and infinity are answers. Default: false, they are failures of the route that gave them. They are looked for in the
    /// numbers, collections and nested objects that the answer's type declares, 64 levels deep; not in what a derived class adds, an
    /// <c>object</c> holds, or, for an answer that is an interface, that interface inherits.
    /// </summary>
    public bool AllowNonFiniteAnswers { get; set; }

    /// <summary>
    /// Fallbacks, rejections and failing rules are logged once by cause, and then once in this interval with their number. Default: 1 minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan LogInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>When a route counts as unhealthy and is skipped while another can be asked; holds for each route of the model.</summary>
    [ValidateObjectMembers]
    public CircuitBreakerOptions CircuitBreaker { get; set; } = new();

    /// <summary>How long one call may take to a version of a plan, or to the file, the function or the model that the source names. Default: as long as it takes.</summary>
    [ValidateObjectMembers]
    public CallTimeoutOptions Timeout { get; set; } = new();

    /// <summary>How a shadow, and a canary, is compared with the live version.</summary>
    [ValidateObjectMembers]
    public ShadowOptions Shadow { get; set; } = new();

    /// <summary>Where evidence of shadows and canaries survives a restart. Default: nowhere.</summary>
    [ValidateObjectMembers]
    public EvidenceOptions Evidence { get; set; } = new();
}
