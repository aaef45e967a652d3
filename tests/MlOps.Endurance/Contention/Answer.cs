namespace MlOps.Endurance.Contention;

/// <summary>What came of an order.</summary>
/// <param name="Number">The version that the call returned; or the deployment that it made, lost to or found.</param>
/// <param name="Plan">That deployment's plan.</param>
/// <param name="Author">Who made that version or deployment.</param>
/// <param name="Replaced">The deployment that was in force before, where the call says it.</param>
/// <param name="Changed">Whether this call made the deployment.</param>
internal sealed record Answer(int Number, string? Plan, string? Author, int? Replaced, bool Changed)
{
    /// <summary>When the call began and ended, by the machine's monotonic clock, which all processes share.</summary>
    public long Began { get; init; }

    public long Ended { get; init; }

    /// <summary>What the call threw that it shouldn't have.</summary>
    public string? Error { get; init; }

    public static Answer Of(ModelVersion version) => new(version.Number, null, version.Author, null, Changed: true);

    public static Answer Of(Deployment? now, Deployment? before, bool changed) => new(now?.Number ?? 0, now?.Plan.ToString(), now?.Author, before?.Number, changed);

    public bool Overlaps(Answer other) => Began < other.Ended && other.Began < Ended;
}
