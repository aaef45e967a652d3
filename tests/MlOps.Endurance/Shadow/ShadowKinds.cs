namespace MlOps.Endurance.Shadow;

/// <summary>What is due of each kind.</summary>
internal static class ShadowKinds
{
    /// <summary>How it fails where it doesn't answer; nothing for one that answers every row.</summary>
    public static AttemptFailure[] Failures(this ShadowKind kind) => kind switch
    {
        ShadowKind.Throws => [AttemptFailure.Threw],
        ShadowKind.Hangs => [AttemptFailure.TimedOut, AttemptFailure.Stuck],
        _ => [],
    };

    /// <summary>Whether a load of 500 rows a second is more than it can take, however fast the machine is.</summary>
    public static bool IsTooSlow(this ShadowKind kind) => kind is ShadowKind.Sleeps or ShadowKind.Hangs or ShadowKind.Synchronous;

    /// <summary>Whether the callers' p99 is as it is without it. The others take processor time or memory that the callers use, too.</summary>
    public static bool LeavesTimesAlone(this ShadowKind kind) => kind is ShadowKind.Sleeps or ShadowKind.Throws or ShadowKind.Hangs;

    public static string Text(this ShadowKind kind) => kind switch
    {
        ShadowKind.BurnsMemory => "burns memory",
        ShadowKind.MutatesInput => "mutates its input",
        ShadowKind.Synchronous => "is synchronous",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
