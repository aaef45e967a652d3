using System.Threading.Channels;

namespace MlOps.Batches;

public class BatchCheckTests
{
    private static readonly CensusRow Good = new() { Age = 40, HoursPerWeek = 40, Workclass = "Private", PersonId = "1" };

    private static readonly DataSchema Schema = DataSchema.For<CensusRow>(s => s
        .Column(r => r.Age).Required().InRange(17, 90)
        .Column(r => r.HoursPerWeek).Tolerated().AtLeast(0)
        .Column(r => r.Workclass).OneOf("Private", "State-gov").MissingWhen("?")
        .Column(r => r.PersonId).Optional().Sensitive().Matches("^[0-9]+$"));

    private static RuleReport Rule(BatchReport report, string column, string rule) => Assert.Single(report.Rules, r => r.Column == column && r.Rule == rule);

    [Fact]
    public async Task Good_rows_pass_on_and_bad_ones_go_to_quarantine()
    {
        var (good, quarantine) = (Channel.CreateUnbounded<CheckedRow<CensusRow>>(), Channel.CreateUnbounded<CheckedRow<CensusRow>>());
        var check = new BatchCheck<CensusRow>(Schema);
        CensusRow[] rows = [Good, Good with { Age = 99 }, Good with { HoursPerWeek = float.NaN }, null!];

        await foreach (var row in check.RunAsync(rows, TestContext.Current.CancellationToken))
        {
            await (row.IsValid ? good : quarantine).Writer.WriteAsync(row, TestContext.Current.CancellationToken);
        }

        good.Writer.Complete();
        quarantine.Writer.Complete();
        var passed = await good.Reader.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        var kept = await quarantine.Reader.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0L, 2], passed.Select(r => r.Position));
        Assert.Equal(["row 1: Age: range, expected 17 to 90", "row 3: row: required, expected a row, missing as Null"], kept.Select(r => r.ToString()));
        Assert.Equal((4, 2, true), (check.Report.Rows, check.Report.InvalidRows, check.Report.IsComplete));
        Assert.Equal(VerdictKind.Fail, check.Report.Verdict.Kind);
    }

    [Fact]
    public void Columns_are_measured_with_each_way_to_be_missing_told_apart()
    {
        var report = new BatchCheck<CensusRow>(Schema).Check(
        [
            Good with { Age = 10, Workclass = null }, Good with { Age = 90, Workclass = "?" }, Good with { Age = float.NaN, Workclass = "" }, Good with { Age = 20, Workclass = "x" },
        ]);

        var age = report.Columns[0];
        Assert.Equal((3, 1, 1, 10, 90, 40, 0.75), (age.Present, age.NaN, age.OutOfRange, age.Min, age.Max, age.Mean, age.Completeness));
        var work = report.Columns[2];
        Assert.Equal((1, 1, 1, 1, 1, 0.25), (work.Present, work.Null, work.EmptyText, work.Sentinel, work.OutOfDomain, work.Completeness));
        Assert.Equal((3, 1), (Rule(report, "Age", "range").Judged, Rule(report, "Age", "range").Broken));
        Assert.Equal((4, 3), (Rule(report, "Workclass", "required").Judged, Rule(report, "Workclass", "required").Broken));
    }

    [Fact]
    public void Counts_are_exact_where_samples_are_capped_and_the_first_rows_are_kept()
    {
        var report = new BatchCheck<CensusRow>(Schema, options: new() { MaxSamples = 2, FirstRow = 100 })
            .Check(Enumerable.Range(0, 50).Select(i => Good with { Age = i % 2 == 0 ? 200 + i : 40 }));

        var range = Rule(report, "Age", "range");
        Assert.Equal(25, range.Broken);
        Assert.Equal([new(100, "200"), new FailingRow(102, "202")], range.Samples);
    }

    [Fact]
    public void A_sensitive_value_is_in_no_part_of_a_report()
    {
        var secret = DataSchema.For<CensusRow>(s => s
            .Column(r => r.PersonId).Sensitive().Matches("^[0-9]+$").Unique()
            .Column(r => r.Income).Sensitive().InRange(0, 10)
            .Rule("never", _ => false));
        var check = new BatchCheck<CensusRow>(secret, s => s.Rule("never", _ => false));
        var found = check.Run([new() { PersonId = "planted", Income = 987654 }, new() { PersonId = "planted", Income = 987654 }]).ToList();

        var report = check.Report;
        foreach (var text in new[]
        {
            report.ToJson(observed: true), report.ToText(observed: true), report.ToString(), report.Verdict.ToString(),
            string.Join(' ', report.Rules), string.Join(' ', report.Columns), string.Join(' ', found), string.Join(' ', report.Rules.SelectMany(r => r.Samples).Select(s => s.Observed)),
        })
        {
            Assert.DoesNotContain("planted", text, StringComparison.Ordinal);
            Assert.DoesNotContain("987654", text, StringComparison.Ordinal);
        }

        Assert.Equal(2, Rule(report, "PersonId", "pattern").Broken);
    }

    [Fact]
    public void A_run_that_is_not_taken_to_its_end_is_inconclusive()
    {
        var check = new BatchCheck<CensusRow>(Schema);
        Assert.Equal(VerdictKind.Inconclusive, check.Report.Verdict.Kind);

        _ = check.Run([Good, Good]).First();
        Assert.Equal((1, false, VerdictKind.Inconclusive), (check.Report.Rows, check.Report.IsComplete, check.Report.Verdict.Kind));
        Assert.Throws<InvalidOperationException>(() => check.Check(Enumerable.Range(0, 3).Select(i => i == 2 ? throw new InvalidOperationException() : Good)));
        Assert.Equal((2, false), (check.Report.Rows, check.Report.IsComplete));
        Assert.Equal(VerdictKind.Pass, check.Check([Good]).Verdict.Kind);
    }

    [Fact]
    public async Task A_cancelled_run_is_not_complete()
    {
        var check = new BatchCheck<CensusRow>(Schema);
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in check.RunAsync([Good, Good], source.Token))
            {
                await source.CancelAsync();
            }
        });

        Assert.False(check.Report.IsComplete);
    }

    [Fact]
    public void A_rule_in_error_turns_no_row_green_and_fails_the_batch_also_where_it_is_soft()
    {
        var check = new BatchCheck<CensusRow>(s => s.Column(r => r.Age).Must("throws", _ => throw new FormatException(), Severity.Soft));

        Assert.False(check.Run([Good]).Single().IsValid);
        Assert.Equal(VerdictKind.Fail, Rule(check.Report, "Age", "throws").Verdict.Kind);
    }

    private sealed record Broken
    {
        public float Age => throw new InvalidOperationException();
    }

    [Fact]
    public void A_property_that_throws_is_counted_as_what_can_not_be_read()
    {
        var report = new BatchCheck<Broken>(s => s.Column(r => r.Age).Optional()).Check([new()]);

        Assert.Equal((1, 0), (report.Columns[0].Unparseable, report.Columns[0].Present));
        Assert.Equal((1, 1), (Rule(report, "Age", "readable").Broken, report.InvalidRows));
    }

    [Fact]
    public void A_row_that_breaks_a_condition_in_two_columns_breaks_one_rule_once()
    {
        var report = new BatchCheck<CensusRow>(s => s
            .Column(r => r.Age).Required()
            .When(r => r.Married, true, then => then.Column(r => r.Income).Required().Column(r => r.PersonId).Required())).Check(
        [
            Good with { Married = true, PersonId = null }, Good with { Married = true, Income = 1 }, Good,
        ]);

        var rule = Rule(report, "", "condition");
        Assert.Equal((2, 1), (rule.Judged, rule.Broken));
        Assert.Equal(1, report.InvalidRows);
    }
}
