namespace MlOps;

/// <summary>Which versions of a model are looked for, and in which order. All that is said must hold; what is left out says nothing.</summary>
/// <remarks>Texts are compared letter by letter. Metrics are those of the registration; evaluations that were added later don't count.</remarks>
public sealed record VersionQuery
{
    /// <summary>
    /// The last version of the page before: the next page starts after it in the order of the query, which newest first is below it.
    /// Null starts at the first. Not with <see cref="BestBy"/>, which has no pages.
    /// </summary>
    public int? After { get; init; }

    /// <summary>The most versions to give, at least 1. Null for all, and for the best alone with <see cref="BestBy"/>.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether the order is from the latest version to the first. Default: from the first to the latest. Not with <see cref="BestBy"/>.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Who registered or imported it.</summary>
    public string? Author { get; init; }

    /// <summary>Registered or imported at this instant or later.</summary>
    public DateTimeOffset? RegisteredFrom { get; init; }

    /// <summary>Registered or imported before this instant, so that one range can follow another without sharing a version.</summary>
    public DateTimeOffset? RegisteredTo { get; init; }

    /// <summary>The name of the data set that it was trained on.</summary>
    public string? DataSet { get; init; }

    /// <summary>A tag that it has now.</summary>
    public string? Tag { get; init; }

    /// <summary>Metrics that it has a value of, within these ranges. A metric that failed is in none.</summary>
    public IReadOnlyCollection<MetricRange> Metrics { get; init; } = [];

    /// <summary>Whether versions that are retired are left out. Default: they are given like all others.</summary>
    public bool LeaveOutRetired { get; init; }

    /// <summary>
    /// Gives the best by this metric, best first; versions without a value of it never. Of equal ones the earlier is first: a later
    /// version has to be better to win.
    /// </summary>
    public string? BestBy { get; init; }

    /// <summary>
    /// Which way <see cref="BestBy"/> is better. Null for what the versions say themselves (<see cref="Metric.Better"/>); where they
    /// don't agree, it has to be said here.
    /// </summary>
    public Direction? Better { get; init; }
}
