using System.Text.Json;
using CsCheck;

namespace MlOps;

public class CandidateEvidenceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What became of one row: seen at a minute, by a host.</summary>
    private static readonly Gen<(int Host, int Minute, int Fate, double Distance, double Took)> Row =
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 1000], Gen.Int[0, 8], Gen.Double[0, 100], Gen.Double[0.0001, 2]);

    [Fact]
    public void What_eight_hosts_saw_adds_up_to_what_one_would_have_seen_in_any_order() => Gen.Select(Row.Array[0, 200], Gen.Int[0, int.MaxValue]).Sample((rows, seed) =>
    {
        var one = Saw(rows);
        CandidateEvidence[] eight = [.. Enumerable.Range(0, 8).Select(host => Saw([.. rows.Where(r => r.Host == host)]))];
        new Random(seed).Shuffle(eight);
        var merged = CandidateEvidence.Merge(eight)[0];
        var paired = eight.Chunk(2).Select(pair => pair[0].Add(pair[1])).Aggregate((a, b) => b.Add(a));
        return merged.Equals(one) && paired.Equals(one);
    });

    [Fact]
    public void It_comes_back_from_JSON_as_it_was() => Row.Array[0, 50].Sample(rows =>
        Saw(rows).Equals(JsonSerializer.Deserialize<CandidateEvidence>(JsonSerializer.Serialize(Saw(rows)))));

    [Fact]
    public void What_a_web_endpoint_writes_is_read_with_the_options_of_the_web_and_never_as_nothing()
    {
        var evidence = Saw([(0, 1, 0, 1, 1)]);
        var sent = JsonSerializer.Serialize(evidence, JsonSerializerOptions.Web);
        Assert.Equal(evidence, JsonSerializer.Deserialize<CandidateEvidence>(sent, JsonSerializerOptions.Web));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CandidateEvidence>(sent));
    }

    [Fact]
    public void What_a_text_says_is_null_is_nothing()
    {
        const string Text = """
            {"Model":"m","Role":"Shadow","Candidate":2,"CandidateDigest":"c","Live":1,"LiveDigest":"l","Since":"2026-01-01T00:00:00Z",
             "Seen":3,"Failed":null,"LiveLatency":null,"CandidateLatency":null,"LargestDisagreements":[null]}
            """;
        var evidence = JsonSerializer.Deserialize<CandidateEvidence>(Text)!;
        Assert.Equal(6, CandidateEvidence.Merge(evidence, evidence)[0].Seen);
        Assert.Empty((evidence with { LargestDisagreements = null! }).LargestDisagreements);
    }

    [Fact]
    public void Evidence_of_another_candidate_role_or_live_version_is_not_added()
    {
        var evidence = Saw([]);
        foreach (var other in new[]
        {
            evidence with { Candidate = 9 }, evidence with { CandidateDigest = "x" }, evidence with { Live = 9 }, evidence with { LiveDigest = "x" },
            evidence with { Role = RouteRole.Canary }, evidence with { Model = "other" },
        })
        {
            Assert.Contains("can't be added", Assert.Throws<ArgumentException>(() => evidence.Add(other)).Message, StringComparison.Ordinal);
            Assert.Equal(2, CandidateEvidence.Merge(evidence, other).Count);
        }
    }

    [Fact]
    public void Where_nothing_was_compared_there_is_no_agreement()
    {
        var nothing = Saw([]);
        Assert.False(nothing.Agreement.HasValue);
        Assert.False(nothing.ErrorRate.HasValue);
        Assert.Equal("m v2 as Shadow beside v1: of 0 rows 0 compared, 0 dropped", nothing.ToString());
        Assert.False(nothing.ToEvidence().Metrics["candidate latency p99 ms"].HasValue);
        Assert.StartsWith($"{nothing}: agreement failed: ", nothing.ToEvidence().ToString(), StringComparison.Ordinal);
        Assert.Equal("the May set", new Evidence("the May set").ToString());
    }

    [Fact]
    public void A_candidate_that_gave_no_valid_answer_does_not_agree()
    {
        var evidence = Saw([]) with { Seen = 10, Sampled = 10, Agreed = 6, Differed = 1, Failed = new Dictionary<AttemptFailure, long> { [AttemptFailure.TimedOut] = 3 } };
        Assert.Equal((10, 0.6, 0.3), (evidence.Compared, evidence.Agreement.Value, evidence.ErrorRate.Value));
        Assert.Equal((Direction.Higher, Direction.Lower, 10L), (evidence.Agreement.Better, evidence.ErrorRate.Better, evidence.ErrorRate.Samples));
        Assert.Equal("m v2 as Shadow beside v1: of 10 rows 10 compared, 0 dropped; 60.0% agree, 30.0% failed", evidence.ToEvidence().Summary);
    }

    private static CandidateEvidence Saw((int Host, int Minute, int Fate, double Distance, double Took)[] rows) => new()
    {
        Model = "m",
        Role = RouteRole.Shadow,
        Candidate = 2,
        CandidateDigest = "c",
        Live = 1,
        LiveDigest = "l",
        Since = Start,
        Seen = rows.Length,
        Sampled = rows.LongCount(r => r.Fate > 0),
        Dropped = rows.LongCount(r => r.Fate == 1),
        Unpaired = rows.LongCount(r => r.Fate == 2),
        WithoutKey = rows.LongCount(r => r.Fate == 3),
        Agreed = rows.LongCount(r => r.Fate == 4),
        Differed = rows.LongCount(r => r.Fate is 5 or 6),
        Failed = rows.Where(r => r.Fate > 6).GroupBy(r => r.Fate == 7 ? AttemptFailure.Threw : AttemptFailure.TimedOut).ToDictionary(g => g.Key, g => g.LongCount()),
        LiveLatency = Latency(rows.Select(r => r.Took)),
        CandidateLatency = Latency(rows.Where(r => r.Fate is 4 or 5 or 6).Select(r => r.Took * 2)),
        LargestDisagreements =
        [
            .. rows.Where(r => r.Fate is 5 or 6)
                .Select(r => new Disagreement(r.Distance, Start.AddMinutes(r.Minute), $"row {r.Host} {r.Took}", "a", "b"))
                .OrderByDescending(d => d.Distance).ThenBy(d => d.Time).ThenBy(d => d.Row, StringComparer.Ordinal)
                .Take(CandidateEvidence.MaxDisagreements),
        ],
    };

    private static LatencyDistribution Latency(IEnumerable<double> seconds) =>
        new(seconds.GroupBy(LatencyDistribution.BucketOf).ToDictionary(g => g.Key, g => g.LongCount()));
}
