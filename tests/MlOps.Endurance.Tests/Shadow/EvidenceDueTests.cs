namespace MlOps.Endurance.Shadow;

public class EvidenceDueTests
{
    private static readonly CandidateEvidence Agrees = new()
    {
        Model = OpenRegistry.Model,
        Role = RouteRole.Shadow,
        Candidate = 2,
        CandidateDigest = "two",
        Live = 1,
        LiveDigest = "one",
        Since = DateTimeOffset.UnixEpoch,
        Seen = 10,
        Sampled = 10,
        Dropped = 4,
        Agreed = 6,
        LiveLatency = Times(10),
        CandidateLatency = Times(6),
    };

    [Fact]
    public void One_that_answers_agrees_and_does_not_fail()
    {
        const ShadowKind kind = ShadowKind.MutatesInput;
        EvidenceDue.Judge(kind, Agrees, answered: 10, exactly: true);
        EvidenceDue.Judge(kind, Agrees, answered: 11, exactly: false);

        Assert.Contains("live answered 11 rows beside it", Broken(kind, Agrees, 11), StringComparison.Ordinal);
        Assert.Contains("live answered 9 rows beside it", Broken(kind, Agrees, 9, exactly: false), StringComparison.Ordinal);
        Assert.Contains("each pair should agree", Broken(kind, Agrees with { Agreed = 5, Differed = 1 }), StringComparison.Ordinal);
        Assert.Contains("and each row have one", Broken(kind, Agrees with { Agreed = 5, Unpaired = 1 }), StringComparison.Ordinal);
        Assert.Contains("it should fail with nothing", Broken(kind, Failing(AttemptFailure.Threw)), StringComparison.Ordinal);
        Assert.Contains("rows are under way", Broken(kind, Agrees with { Agreed = 5 }), StringComparison.Ordinal);
        Assert.Contains("parts are larger than the whole", Broken(kind, Agrees with { Agreed = 7 }), StringComparison.Ordinal);
        Assert.Contains("each sampled row should have live's time", Broken(kind, Agrees with { LiveLatency = Times(9) }), StringComparison.Ordinal);
        Assert.Contains("each answer should have the shadow's time", Broken(kind, Agrees with { CandidateLatency = Times(7) }), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_fails_fails_in_its_own_way_and_never_agrees()
    {
        var (threw, hung) = (Failing(AttemptFailure.Threw), Failing(AttemptFailure.TimedOut, AttemptFailure.Stuck));
        EvidenceDue.Judge(ShadowKind.Throws, threw, answered: 10, exactly: true);
        EvidenceDue.Judge(ShadowKind.Hangs, hung, answered: 10, exactly: true);

        Assert.Contains("it should fail with Threw", Broken(ShadowKind.Throws, hung), StringComparison.Ordinal);
        Assert.Contains("it should fail with TimedOut and Stuck", Broken(ShadowKind.Hangs, threw), StringComparison.Ordinal);
        Assert.Contains("it should fail with Threw", Broken(ShadowKind.Throws, Agrees), StringComparison.Ordinal);
        Assert.Contains("it should agree if it answers at all", Broken(ShadowKind.Throws, threw with { Dropped = 3, Agreed = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_too_slow_drops_rows()
    {
        var all = Agrees with { Dropped = 0, Agreed = 10, CandidateLatency = Times(10) };

        EvidenceDue.Judge(ShadowKind.MutatesInput, all, answered: 10, exactly: true);
        Assert.Contains("rows should be dropped", Broken(ShadowKind.Sleeps, all), StringComparison.Ordinal);
    }

    private static CandidateEvidence Failing(params AttemptFailure[] failures) => Agrees with
    {
        Agreed = 0,
        Failed = failures.ToDictionary(f => f, _ => 6L / failures.Length),
        CandidateLatency = LatencyDistribution.Empty,
    };

    private static LatencyDistribution Times(int calls) => new(new Dictionary<int, long> { [1] = calls });

    private static string Broken(ShadowKind kind, CandidateEvidence evidence, long answered = 10, bool exactly = true) =>
        Assert.Throws<BrokenException>(() => EvidenceDue.Judge(kind, evidence, answered, exactly)).Message;
}
