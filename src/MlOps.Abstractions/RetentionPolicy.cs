namespace MlOps;

/// <summary>Which versions of a model are kept. One that no rule keeps is retired, and its bytes are removed; its record stays.</summary>
/// <remarks>What a plan in force names is always kept, and so is the last version: no policy retires all.</remarks>
public sealed record RetentionPolicy
{
    /// <summary>
    /// Retires nothing: only the bytes of versions that are retired already and weren't deployed within 90 days go, and those that no version
    /// names.
    /// </summary>
    public static RetentionPolicy KeepAll { get; } = new() { KeepLast = int.MaxValue };

    /// <summary>How many versions are kept, counted from the last and without those that are retired; at least 1.</summary>
    public required int KeepLast { get; init; }

    /// <summary>
    /// Versions that a plan named which was in force within this time are kept, of those that are retired the bytes: it is how far back a
    /// roll-back can go. Zero keeps only what is in force now. Default: 90 days.
    /// </summary>
    public TimeSpan KeepDeployedWithin { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Versions with any of these tags are kept; of those that are retired, the bytes. Default: none.</summary>
    public IReadOnlyCollection<string> KeepTagged { get; init; } = [];

    /// <summary>The models that it is about: of others nothing is retired, and no version loses its bytes. Null for all.</summary>
    public IReadOnlyCollection<string>? Models { get; init; }
}
