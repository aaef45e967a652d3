using MlOps.Routing.Sources;

namespace MlOps.Routing.Serving;

/// <summary>What a server knows of what is wanted and of its tries to get there. Immutable; replaced whole.</summary>
internal sealed record RolloutState
{
    public WantedPlan? Wanted { get; init; }

    /// <summary>The plan that was tried last.</summary>
    public string? TriedKey { get; init; }

    /// <summary>How often in a row it, or looking for it, failed.</summary>
    public int Failures { get; init; }

    /// <summary>How often in a row since then the registry could not be reached, which uses up no try of a plan.</summary>
    public int Unreached { get; init; }

    public DateTimeOffset? NextTry { get; init; }

    /// <summary>Why what is wanted doesn't serve whole, or couldn't be looked for; null where all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>The exception behind <see cref="Problem"/>; null where there is none, or where the plan is still loading.</summary>
    public Exception? Cause { get; init; }

    /// <summary>Since when what is wanted, as last found, doesn't serve whole; null where it does.</summary>
    public DateTimeOffset? DiffersSince { get; init; }

    /// <summary>The last try that failed, of whatever plan.</summary>
    public LoadFailure? LastFailedLoad { get; init; }

    /// <summary>Looking worked. A problem of the plan's own stays until the plan is tried again.</summary>
    public RolloutState Found(WantedPlan? wanted, string model, string where, DateTimeOffset now) => wanted is not null && wanted.Key == TriedKey
        ? this with { Wanted = wanted }
        : new RolloutState
        {
            Wanted = wanted,
            TriedKey = TriedKey,
            DiffersSince = DiffersSince ?? now,
            LastFailedLoad = LastFailedLoad,
            Problem = wanted is null ? $"{where} holds no deployment of '{model}'. Deploy a version with DeployAsync, or correct the name or the place." : null,
        };

    /// <summary>A plan is being tried: a new one starts afresh.</summary>
    public RolloutState Trying(string key) => this with { TriedKey = key, Failures = key == TriedKey ? Failures : 0, Unreached = key == TriedKey ? Unreached : 0 };

    /// <summary>All of it serves.</summary>
    public RolloutState Succeeded() => this with { Failures = 0, Unreached = 0, NextTry = null, Problem = null, Cause = null, DiffersSince = null };

    /// <summary>Looking or loading failed. A look that fails says nothing about a plan that serves whole.</summary>
    public RolloutState Failed(string problem, Exception cause, int? version, DateTimeOffset now, bool ofALook = false)
    {
        var (failures, unreached) = cause is RegistryUnavailableException ? (Failures, Unreached + 1) : (Failures + 1, 0);
        return this with
        {
            Failures = failures,
            Unreached = unreached,
            Problem = problem,
            Cause = cause,
            NextTry = Rollout.NextTry(failures + unreached, cause, now),
            DiffersSince = DiffersSince ?? (ofALook && Wanted is not null ? null : now),
            LastFailedLoad = new(now, version, problem),
        };
    }
}
