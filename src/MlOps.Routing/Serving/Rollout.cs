namespace MlOps.Routing.Serving;

/// <summary>Decides what a host does about a plan: pure functions of what is known.</summary>
internal static class Rollout
{
    /// <summary>How often one plan is tried before the host waits for another.</summary>
    public const int MaxTries = 10;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(2);

    /// <summary>Whether to load the wanted plan now.</summary>
    public static bool ShouldLoad(in RolloutSnapshot s) =>
        s.Wanted is not null
        && !(s.Wanted == s.Serving && s.IsWhole)
        && (s.Wanted != s.Tried || s.Failures == 0 || (s.NextTry is { } next && s.Now >= next));

    /// <summary>
    /// Whether a loaded plan takes the place of what serves: if its live version is ready; else only where nothing serves, or it serves
    /// already in part and more of it is ready now.
    /// </summary>
    public static bool ShouldPublish(bool liveIsReady, int readyRoutes, bool anotherPlanServes, int servingRoutes) =>
        liveIsReady || (!anotherPlanServes && readyRoutes > servingRoutes);

    /// <summary>When to try a failed plan again: 1, 2, 4 … seconds later, up to two minutes; null once it was tried often enough.</summary>
    public static DateTimeOffset? NextTry(int failures, DateTimeOffset now) =>
        failures >= MaxTries ? null : now + Delay(failures);

    /// <summary>How long to wait after a number of failures in a row, at least one.</summary>
    public static TimeSpan Delay(int failures)
    {
        var doubled = FirstDelay * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        return doubled < LongestDelay ? doubled : LongestDelay;
    }
}
