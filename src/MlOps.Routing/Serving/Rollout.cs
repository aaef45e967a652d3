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
        && s.Wanted != s.Loading
        && !(s.Wanted == s.Serving && s.IsWhole)
        && (s.Wanted != s.Tried || s.Failures == 0 || (s.NextTry is { } next && Until(next, s.Now) <= TimeSpan.Zero));

    /// <summary>Whether to give up a load, because another plan is wanted by now.</summary>
    public static bool ShouldGiveUp(in RolloutSnapshot s) => s.Loading is not null && s.Loading != s.Wanted;

    /// <summary>
    /// Whether the functions, or nobody, stand in where nothing came of looking or loading: never for a plan that stands. A registry that
    /// can't be reached, or that holds no deployment any more, is no reason to stop serving.
    /// </summary>
    public static bool ShouldStandIn(in RolloutSnapshot s) => s.Serving is null;

    /// <summary>
    /// Whether what is loaded of a plan takes the place of what serves: if its live version is ready, or no other plan serves; and more of
    /// it is ready than serves already, or it is known by now why the rest is not. A plan of which nothing could be loaded stands where no
    /// other serves, so that predictions say why.
    /// </summary>
    /// <param name="liveIsReady">Whether its live version can be asked.</param>
    /// <param name="ready">How many of its versions are ready, a shadow among them.</param>
    /// <param name="complete">Whether none of them is still loading, and what serves of this plan was made when some were.</param>
    /// <param name="anotherServes">Whether a version of another plan answers.</param>
    /// <param name="serving">How many versions of this plan stand ready already; null where this plan doesn't stand.</param>
    public static bool ShouldPublish(bool liveIsReady, int ready, bool complete, bool anotherServes, int? serving) =>
        (liveIsReady || !anotherServes) && (ready > (serving ?? 0) || complete);

    /// <summary>
    /// When to try a failed plan again: 1, 2, 4 … seconds later, up to two minutes. Null where it was tried often enough, or where no
    /// waiting helps: the same model answers the same rows in the same way. A registry that can't be reached is asked for as long as it takes: it says nothing about the plan.
    /// </summary>
    public static DateTimeOffset? NextTry(int failures, Exception cause, DateTimeOffset now) => cause switch
    {
        ModelConfigurationException or GoldenMismatchException => null,
        RegistryUnavailableException => now + Delay(failures),
        _ => failures >= MaxTries ? null : now + Delay(failures),
    };

    /// <summary>How long it is until a try. None is put off for longer than the longest delay: if it seems so, the clock was set back.</summary>
    public static TimeSpan Until(DateTimeOffset next, DateTimeOffset now) => next - now is var wait && wait > LongestDelay ? TimeSpan.Zero : wait;

    /// <summary>Whether a history that held a deployment doesn't any more: it was cut off, written anew, or is that of an older copy.</summary>
    public static bool LeavesBehind(Deployment? found, Deployment? now) =>
        found is not null && !(now?.Number > found.Number) && now?.Head != found.Head;

    /// <summary>
    /// Whether what is loaded, or loading, is the version that is wanted. A store that was put in another's place may hold other bytes under
    /// the number, or say something else of the same bytes.
    /// </summary>
    public static bool IsSame(ModelVersion? loaded, ModelVersion wanted) =>
        loaded?.Number == wanted.Number && loaded.Artifact == wanted.Artifact && loaded.Digest == wanted.Digest;

    /// <summary>Of several failures the one that is most likely to pass: it decides whether and when there is another try.</summary>
    public static Exception MostHopeful(IEnumerable<Exception> failures) => failures.MinBy(f => f switch
    {
        RegistryUnavailableException => 0,
        ModelConfigurationException or GoldenMismatchException => 3,
        ModelLoadException => 2,
        _ => 1,
    })!;

    /// <summary>How long to wait after a number of failures in a row, at least one.</summary>
    public static TimeSpan Delay(int failures)
    {
        var doubled = FirstDelay * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        return doubled < LongestDelay ? doubled : LongestDelay;
    }
}
