namespace MlOps.Endurance.Crash;

/// <summary>Where a kill hit.</summary>
internal static class KillPoint
{
    public const string Starting = "starting";
    public const string BeforeBytes = "registering: no byte written";
    public const string Copying = "registering: bytes half written";
    public const string Copied = "registering: bytes written, not in place";
    public const string InPlace = "registering: bytes in place, no record";
    public const string SameBytes = "registering the same bytes again: no record";
    public const string Recorded = "registering: recorded, not acknowledged";
    public const string Deploying = "deploying: not in force";
    public const string Deployed = "deploying: in force, not acknowledged";
    public const string RollingBack = "rolling back: not in force";
    public const string RolledBack = "rolling back: in force, not acknowledged";
    public const string Between = "between two calls";

    public static readonly string[] All =
        [Starting, BeforeBytes, Copying, Copied, InPlace, SameBytes, Recorded, Deploying, Deployed, RollingBack, RolledBack, Between];

    /// <param name="underWay">What was being tried.</param>
    /// <param name="came">Whether the registry shows it.</param>
    /// <param name="hadBytes">Whether an earlier version has the same bytes.</param>
    /// <param name="temporary">The size of the file that was being written, or null.</param>
    /// <param name="leftovers">What the kill left.</param>
    public static string Of(JournalEntry? underWay, bool came, bool hadBytes, long? temporary, Leftovers leftovers) => underWay switch
    {
        Registering when came => Recorded,
        Registering r when temporary is { } size => size < r.Size ? Copying : Copied,
        Registering when hadBytes => SameBytes,
        Registering r => leftovers.Holds(r.Digest) ? InPlace : BeforeBytes,
        Changing { AwayFrom: null } => came ? Deployed : Deploying,
        Changing => came ? RolledBack : RollingBack,
        _ => Between,
    };
}
