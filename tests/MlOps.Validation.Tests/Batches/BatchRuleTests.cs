namespace MlOps.Batches;

/// <summary>Every kind of rule over batches, where it fires and where it stays silent.</summary>
public class BatchRuleTests
{
    private static CensusRow[] Rows(params string?[] names) => [.. names.Select(n => new CensusRow { Workclass = n, Age = 40 })];

    private static RuleReport By(Action<SchemaBuilder<CensusRow>> schema, string rule, IEnumerable<CensusRow> rows, BatchOptions? options = null) =>
        Assert.Single(new BatchCheck<CensusRow>(schema, options).Check(rows).Rules, r => r.Rule == rule);

    [Fact]
    public void Row_count()
    {
        Assert.Equal(VerdictKind.Pass, By(s => s.RowCount(2, 3), "rowCount", Rows("a", "b")).Verdict.Kind);
        var rule = By(s => s.RowCount(3), "rowCount", Rows("a", "b"));
        Assert.Equal((VerdictKind.Fail, "fail: row: rowCount, expected at least 3 rows, found 2 rows"), (rule.Verdict.Kind, rule.Verdict.ToString()));
    }

    [Fact]
    public void Unique()
    {
        Assert.Equal(VerdictKind.Pass, By(s => s.Column(r => r.Workclass).Optional().Unique(), "unique", Rows("a", "b", null, null)).Verdict.Kind);
        var rule = By(s => s.Column(r => r.Workclass).Unique(), "unique", Rows("a", "b", "a", "a"));
        Assert.Equal((VerdictKind.Fail, 2), (rule.Verdict.Kind, rule.Broken));
        Assert.Equal(VerdictKind.Warn, By(s => s.Column(r => r.Workclass).Unique(Severity.Soft), "unique", Rows("a", "a")).Verdict.Kind);
    }

    [Fact]
    public void Zero_and_minus_zero_are_one_value()
    {
        var rule = By(s => s.Column(r => r.Score).DistinctCount(1, 1), "distinctCount", [new() { Score = 0.0 }, new() { Score = -0.0 }]);

        Assert.Equal(VerdictKind.Pass, rule.Verdict.Kind);
    }

    [Fact]
    public void Distinct_count()
    {
        Assert.Equal(VerdictKind.Pass, By(s => s.Column(r => r.Workclass).DistinctCount(1, 2), "distinctCount", Rows("a", "b", "a")).Verdict.Kind);
        Assert.Equal(VerdictKind.Fail, By(s => s.Column(r => r.Workclass).DistinctCount(1, 2), "distinctCount", Rows("a", "b", "c")).Verdict.Kind);
    }

    [Fact]
    public void Top_value()
    {
        Assert.Equal(VerdictKind.Pass, By(s => s.Column(r => r.Workclass).TopValue(0.5), "topValue", Rows("a", "b", "c", "a")).Verdict.Kind);
        Assert.Equal(VerdictKind.Fail, By(s => s.Column(r => r.Workclass).TopValue(0.5), "topValue", Rows("a", "b", "a")).Verdict.Kind);
    }

    [Fact]
    public void Completeness()
    {
        Assert.Equal(VerdictKind.Pass, By(s => s.Column(r => r.Workclass).Optional().Completeness(0.5), "completeness", Rows("a", null)).Verdict.Kind);
        var rule = By(s => s.Column(r => r.Workclass).Optional().Completeness(0.5), "completeness", Rows("a", null, ""));
        Assert.Equal((VerdictKind.Fail, 2, 3), (rule.Verdict.Kind, rule.Broken, rule.Judged));
    }

    [Theory]
    [InlineData(1, VerdictKind.Pass)]
    [InlineData(2, VerdictKind.Fail)]
    public void Tolerated_shares(int outside, VerdictKind verdict)
    {
        var rows = Enumerable.Range(0, 10).Select(i => new CensusRow { Age = i < outside ? 200 : 40, Children = i < outside ? 9 : 1 }).ToList();

        var range = By(s => s.Column(r => r.Age).InRange(17, 90, tolerated: 0.1), "range", rows);
        Assert.Equal((verdict, outside), (range.Verdict.Kind, range.Broken));
        Assert.Equal(verdict, By(s => s.Column(r => r.Children).OneOf([0, 1, 2], Severity.Hard, 0.1), "domain", rows).Verdict.Kind);
        Assert.Equal(0, new BatchCheck<CensusRow>(s => s.Column(r => r.Age).InRange(17, 90, tolerated: 0.1)).Check(rows).InvalidRows);
    }

    [Theory]
    [InlineData("unique")]
    [InlineData("distinctCount")]
    [InlineData("topValue")]
    public void A_rule_that_needs_all_values_is_inconclusive_beyond_its_memory(string name)
    {
        Action<SchemaBuilder<CensusRow>> schema = s => s.Column(r => r.Workclass).Unique().DistinctCount(0, 9).TopValue(1);
        BatchOptions small = new() { MemoryBudget = 2 * 66 };

        Assert.NotEqual(VerdictKind.Inconclusive, By(schema, name, Rows("a", "b", "a"), small).Verdict.Kind);
        Assert.Equal(VerdictKind.Inconclusive, By(schema, name, Rows("a", "b", "c"), small).Verdict.Kind);
        var check = new BatchCheck<CensusRow>(schema, small);
        var merged = check.Check(Rows("a", "b")).Merge(check.Check(Rows("c")));
        Assert.Equal(VerdictKind.Inconclusive, Assert.Single(merged.Rules, r => r.Rule == name).Verdict.Kind);
        Assert.Null(merged.Columns[0].Distinct);
    }
}
