using System.Collections.Immutable;
using MlOps.Routing.Health;

namespace MlOps.Routing.Staging;

/// <summary>Counts what is seen of one candidate, for any number of threads. What callers count costs them no lock and no allocation.</summary>
internal sealed class EvidenceRecorder(string model, CandidateKey key, DateTimeOffset since, CandidateEvidence? before)
{
    private static readonly int Failures = Enum.GetValues<AttemptFailure>().Length;

    private readonly StripedCounter _seen = new();
    private readonly StripedCounter _sampled = new();
    private readonly StripedCounter _withoutKey = new();
    private readonly StripedCounter _dropped = new();
    private readonly long[] _failed = new long[Failures];
    private readonly Lock _lock = new();
    private ImmutableArray<Disagreement> _largest = [];
    private long _agreed;
    private long _differed;
    private long _unpaired;

    public CandidateKey Key => key;

    public LatencyRecorder LiveLatency { get; } = new();

    public LatencyRecorder CandidateLatency { get; } = new();

    public void Seen() => _seen.Increment();

    public void Sampled() => _sampled.Increment();

    public void Dropped() => _dropped.Increment();

    /// <summary>How many rows were dropped since the process began to look.</summary>
    public long DroppedSoFar => _dropped.Sum;

    public void WithoutKey() => _withoutKey.Increment();

    public void Unpaired() => Interlocked.Increment(ref _unpaired);

    public void Agreed() => Interlocked.Increment(ref _agreed);

    public void Failed(AttemptFailure failure) => Interlocked.Increment(ref _failed[(int)failure]);

    /// <param name="distance">How far the answers are apart.</param>
    /// <param name="describe">Describes the disagreement, if it is to be kept.</param>
    public void Differed(double distance, Func<Disagreement> describe)
    {
        if (IsLarge(distance))
        {
            var disagreement = describe();
            lock (_lock)
            {
                _largest = [.. _largest.Add(disagreement).OrderByDescending(d => d.Distance).Take(CandidateEvidence.MaxDisagreements)];
            }
        }

        // Last, so that whoever sees it counted sees it kept as well.
        Interlocked.Increment(ref _differed);
    }

    public CandidateEvidence Look()
    {
        var now = new CandidateEvidence
        {
            Model = model,
            Role = key.Role,
            Candidate = key.Candidate,
            CandidateDigest = key.CandidateDigest,
            Live = key.Live,
            LiveDigest = key.LiveDigest,
            Since = since,

            // What follows from a row is read before the row, so that no part is ever larger than the whole.
            Agreed = Interlocked.Read(ref _agreed),
            Differed = Interlocked.Read(ref _differed),
            Unpaired = Interlocked.Read(ref _unpaired),
            Failed = _failed.Select((_, kind) => (Kind: (AttemptFailure)kind, Times: Interlocked.Read(ref _failed[kind])))
                .Where(f => f.Times > 0)
                .ToImmutableSortedDictionary(f => f.Kind, f => f.Times),
            Dropped = _dropped.Sum,
            Sampled = _sampled.Sum,
            Seen = _seen.Sum,
            WithoutKey = _withoutKey.Sum,
            LiveLatency = LiveLatency.Look(),
            CandidateLatency = CandidateLatency.Look(),
            LargestDisagreements = Largest(),
        };
        return before is null ? now : before.Add(now);
    }

    private bool IsLarge(double distance)
    {
        var largest = Largest();
        return largest.Length < CandidateEvidence.MaxDisagreements || distance > largest[^1].Distance;
    }

    private ImmutableArray<Disagreement> Largest()
    {
        lock (_lock)
        {
            return _largest;
        }
    }
}
