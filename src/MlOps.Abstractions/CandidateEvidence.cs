using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>
/// What was seen of a candidate, a shadow or a canary, beside the live version: counts that add up over hosts and restarts. It judges
/// nothing.
/// </summary>
/// <remarks>
/// <para>
/// It belongs to one candidate beside one live version in one role: another candidate, another live version or another role starts from
/// nothing. Each sampled row is in the end compared, dropped or unpaired; until then it is <see cref="UnderWay"/>.
/// </para>
/// <para>
/// A shadow is asked the rows that the live version itself answered. A canary's rows are those that it was asked; the live version is
/// asked the same rows again in the background. The live version's latencies are those of its callers; a shadow's are those on its own
/// workers; a canary's are those of its callers.
/// </para>
/// </remarks>
public sealed record CandidateEvidence
{
    /// <summary>How many of the largest disagreements are kept.</summary>
    public const int MaxDisagreements = 10;

    // What is read of a text that leaves it out, or says null, is nothing as well.
    private static readonly ImmutableSortedDictionary<AttemptFailure, long> None = ImmutableSortedDictionary<AttemptFailure, long>.Empty;

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The candidate's role: <see cref="RouteRole.Shadow"/> or <see cref="RouteRole.Canary"/>.</summary>
    public required RouteRole Role { get; init; }

    /// <summary>The candidate's number.</summary>
    public required int Candidate { get; init; }

    /// <summary>The digest of the candidate's record: registries that were put in each other's place have others under a number.</summary>
    public required string CandidateDigest { get; init; }

    /// <summary>The live version's number.</summary>
    public required int Live { get; init; }

    /// <summary>The digest of the live version's record.</summary>
    public required string LiveDigest { get; init; }

    /// <summary>When the first host began to look.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How many rows there were to look at: of a shadow those that the live version itself answered, of a canary those that it was asked.</summary>
    public long Seen { get; init; }

    /// <summary>How many of them were sampled.</summary>
    public long Sampled { get; init; }

    /// <summary>How many of the sampled were dropped: there were more than could be asked, or a plan ended while they waited.</summary>
    public long Dropped { get; init; }

    /// <summary>How many of the sampled have no pair to compare, through no fault of the candidate: the live version didn't answer when it was asked again, or the comparer threw.</summary>
    public long Unpaired { get; init; }

    /// <summary>How many rows the two versions agree on.</summary>
    public long Agreed { get; init; }

    /// <summary>How many rows both answered, and don't agree on.</summary>
    public long Differed { get; init; }

    /// <summary>How many rows the candidate gave no valid answer to, by what went wrong. Never null.</summary>
    public IReadOnlyDictionary<AttemptFailure, long> Failed { get; init => field = value ?? None; } = None;

    /// <summary>How many rows a canary was kept from because they had no routing key; they went to live.</summary>
    public long WithoutKey { get; init; }

    /// <summary>How long the live version took. Never null.</summary>
    public LatencyDistribution LiveLatency { get; init => field = value ?? LatencyDistribution.Empty; } = LatencyDistribution.Empty;

    /// <summary>How long the candidate took where it answered. Never null.</summary>
    public LatencyDistribution CandidateLatency { get; init => field = value ?? LatencyDistribution.Empty; } = LatencyDistribution.Empty;

    /// <summary>The largest disagreements, the largest first. Never null.</summary>
    public IReadOnlyList<Disagreement> LargestDisagreements { get; init => field = [.. (value ?? []).OfType<Disagreement>()]; } = [];

    /// <summary>How many rows were compared. A candidate that gave no valid answer doesn't agree.</summary>
    [JsonIgnore]
    public long Compared => Agreed + Differed + Failed.Values.Sum();

    /// <summary>How many of the sampled rows are under way: nobody knows yet what becomes of them.</summary>
    [JsonIgnore]
    public long UnderWay => Math.Max(0, Sampled - Compared - Dropped - Unpaired);

    /// <summary>The share of the compared rows that the two versions agree on; failed where none was.</summary>
    [JsonIgnore]
    public Metric Agreement => Share(Agreed, Direction.Higher);

    /// <summary>The share of the compared rows that the candidate gave no valid answer to; failed where none was.</summary>
    [JsonIgnore]
    public Metric ErrorRate => Share(Failed.Values.Sum(), Direction.Lower);

    /// <summary>Whether two speak of the same candidate in the same role beside the same live version.</summary>
    public bool IsOfSame(CandidateEvidence other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Subject == other.Subject;
    }

    /// <summary>What both saw together. The order doesn't matter.</summary>
    /// <exception cref="ArgumentException">They speak of different candidates; the message names both.</exception>
    public CandidateEvidence Add(CandidateEvidence other) => IsOfSame(other)
        ? this with
        {
            Since = Since < other.Since ? Since : other.Since,
            Seen = Seen + other.Seen,
            Sampled = Sampled + other.Sampled,
            Dropped = Dropped + other.Dropped,
            Unpaired = Unpaired + other.Unpaired,
            Agreed = Agreed + other.Agreed,
            Differed = Differed + other.Differed,
            Failed = Failed.Concat(other.Failed).GroupBy(f => f.Key, f => f.Value).ToImmutableSortedDictionary(g => g.Key, g => g.Sum()),
            WithoutKey = WithoutKey + other.WithoutKey,
            LiveLatency = LiveLatency.Add(other.LiveLatency),
            CandidateLatency = CandidateLatency.Add(other.CandidateLatency),
            LargestDisagreements = Largest(LargestDisagreements.Concat(other.LargestDisagreements)),
        }
        : throw new ArgumentException($"Evidence of {Name} can't be added to that of {other.Name}: group it by candidate, role and live version first.", nameof(other));

    /// <summary>What many saw, added up by candidate, role and live version; in the order in which these come first.</summary>
    public static IReadOnlyList<CandidateEvidence> Merge(params IEnumerable<CandidateEvidence> evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return [.. evidence.GroupBy(e => e.Subject).Select(g => g.Aggregate((a, b) => a.Add(b)))];
    }

    /// <summary>The same as a deployment keeps it with its reason.</summary>
    public Evidence ToEvidence() => new(ToString())
    {
        Metrics = new Dictionary<string, Metric>(StringComparer.Ordinal)
        {
            ["agreement"] = Agreement,
            ["error rate"] = ErrorRate,
            ["live latency p99 ms"] = Milliseconds(LiveLatency),
            ["candidate latency p99 ms"] = Milliseconds(CandidateLatency),
        },
    };

    /// <summary>Two are equal if they say the same of the same candidate.</summary>
    public bool Equals(CandidateEvidence? other) => other is not null
        && IsOfSame(other)
        && (Since, Seen, Sampled, Dropped, Unpaired, Agreed, Differed, WithoutKey)
            == (other.Since, other.Seen, other.Sampled, other.Dropped, other.Unpaired, other.Agreed, other.Differed, other.WithoutKey)
        && Failed.Count == other.Failed.Count
        && Failed.All(f => other.Failed.TryGetValue(f.Key, out var times) && times == f.Value)
        && LiveLatency.Equals(other.LiveLatency)
        && CandidateLatency.Equals(other.CandidateLatency)
        && LargestDisagreements.SequenceEqual(other.LargestDisagreements);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Model, Role, Candidate, Live, Seen, Agreed, Differed);

    /// <summary>One line: who beside whom, how many rows, and what came out.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: of {Seen} rows {Compared} compared, {Dropped} dropped{(Compared == 0 ? "" : $"; {Agreement.Value:0.0%} agree, {ErrorRate.Value:0.0%} failed")}");

    internal static ImmutableArray<Disagreement> Largest(IEnumerable<Disagreement> all) =>
        [.. all.Order(Comparer<Disagreement>.Create(Disagreement.CompareLargestFirst)).Take(MaxDisagreements)];

    private (string, RouteRole, int, string, int, string) Subject => (Model, Role, Candidate, CandidateDigest, Live, LiveDigest);

    private string Name => string.Create(CultureInfo.InvariantCulture, $"{Model} v{Candidate} as {Role} beside v{Live}");

    private static Metric Milliseconds(LatencyDistribution latency) => latency.Percentile(0.99) is { } p99
        ? Metric.Of(p99.TotalMilliseconds, latency.Count, Direction.Lower)
        : Metric.Failed("there were no calls.", Direction.Lower);

    private Metric Share(long part, Direction better) =>
        Compared == 0 ? Metric.Failed("no row was compared.", better) : Metric.Of((double)part / Compared, Compared, better);
}
