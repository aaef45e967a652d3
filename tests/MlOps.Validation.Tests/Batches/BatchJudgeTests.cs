namespace MlOps.Batches;

public class BatchJudgeTests
{
    private static BatchReport Report(int valid, int invalid, int soft = 0) => new BatchCheck<CensusRow>(s => s
        .Column(r => r.Age).Required().InRange(17, 90)
        .Column(r => r.HoursPerWeek).Tolerated()).Check(
        [
            .. Enumerable.Repeat(new CensusRow { Age = 40, HoursPerWeek = 1 }, valid),
            .. Enumerable.Repeat(new CensusRow { Age = 140, HoursPerWeek = 1 }, invalid),
            .. Enumerable.Repeat(new CensusRow { Age = 40, HoursPerWeek = float.NaN }, soft),
        ]);

    [Theory]
    [InlineData(10, 0, 0, VerdictKind.Pass)]
    [InlineData(10, 0, 1, VerdictKind.Warn)]
    [InlineData(9, 1, 0, VerdictKind.Warn)]
    [InlineData(8, 2, 0, VerdictKind.Fail)]
    [InlineData(8, 0, 0, VerdictKind.Inconclusive)]
    [InlineData(0, 0, 0, VerdictKind.Inconclusive)]
    public void A_batch_is_judged_by_its_rules_and_by_what_is_asked_beside_them(int valid, int invalid, int soft, VerdictKind verdict) =>
        Assert.Equal(verdict, Report(valid, invalid, soft).Judge(o => (o.MinRows, o.MaxInvalidShare) = (10, 0.1)).Kind);

    [Fact]
    public void Without_a_word_no_row_may_be_invalid() => Assert.Equal(VerdictKind.Fail, Report(999, 1).Verdict.Kind);

    [Fact]
    public void An_empty_batch_never_passes_whatever_is_asked()
    {
        var verdict = new BatchCheck<CensusRow>(s => s.RowCount(0)).Check([]).Judge(o => o.MinRows = 0);

        Assert.Equal("inconclusive: The batch is empty.", verdict.ToString());
    }

    [Fact]
    public void A_rule_without_a_value_to_judge_is_inconclusive_and_is_counted_as_not_run()
    {
        var report = new BatchCheck<CensusRow>(s => s.Column(r => r.Income).Optional().AtLeast(0)).Check([new(), new()]);

        Assert.Equal((VerdictKind.Inconclusive, 2, 3), (report.Verdict.Kind, report.RulesRun, report.RuleCount));
        Assert.Equal("inconclusive: 0 of 2 rows invalid, 2 of 3 rules ran", report.ToString());
    }

    [Fact]
    public void Limits_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Report(1, 0).Judge(o => o.MaxInvalidShare = double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Report(1, 0).Judge(o => o.MinRows = -1));
    }
}
