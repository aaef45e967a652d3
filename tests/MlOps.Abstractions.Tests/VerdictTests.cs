namespace MlOps;

public class VerdictTests
{
    [Fact]
    public void What_was_not_judged_does_not_pass() => Assert.Equal(VerdictKind.Inconclusive, Verdict.All([]).Kind);

    [Fact]
    public void The_heaviest_of_several_verdicts_counts_and_its_reasons_come_first()
    {
        var all = Verdict.All([Verdict.Pass, Verdict.Warn("a"), Verdict.Fail("b"), Verdict.Inconclusive("c")]);

        Assert.Equal((VerdictKind.Fail, "fail: b; c; a"), (all.Kind, all.ToString()));
        Assert.Equal(VerdictKind.Inconclusive, Verdict.All([Verdict.Pass, Verdict.Warn("a"), Verdict.Inconclusive("c")]).Kind);
        Assert.Equal(Verdict.Pass, Verdict.All([Verdict.Pass, Verdict.Pass]));
    }

    [Fact]
    public void Any_verdict_but_a_pass_has_a_reason()
    {
        Assert.Throws<ArgumentException>(() => Verdict.Fail(" "));
        Assert.Equal("pass", Verdict.Pass.ToString());
    }
}
