namespace MlOps.Heuristics.State;

/// <summary>A moment on the monotonic clock of a time provider.</summary>
internal static class Stamp
{
    /// <summary>
    /// Whether less than a while has passed since a moment. A clock that went back after all, as that of a time provider of one's own may, makes
    /// the while begin anew, so that nothing is held back for longer than a while.
    /// </summary>
    public static bool IsWithin(TimeProvider time, ref long since, long now, TimeSpan duration)
    {
        since = Math.Min(since, now);
        return time.GetElapsedTime(since, now) < duration;
    }
}
