namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    [Fact]
    public async Task A_comparison_tells_exactly_what_differs()
    {
        var registry = await OpenWithVersionsAsync(0);
        await RegisterPairAsync(registry);

        var comparison = await registry.CompareAsync("income", 1, 2, Stop);

        Assert.Equal([new ValueChange("depth", null, "7"), new("seed", "1", null), new("trees", "100", "200")], comparison.Parameters);
        Assert.Equal([new ValueChange("auc", "0.9", "0.912")], comparison.Metrics);
        Assert.Equal([new ValueChange("data rows", "1000", "2000"), new("parent", null, "v1")], comparison.Lineage);
        Assert.Empty(comparison.Environment);
        Assert.Equal("Age: narrowed (not safe for callers), the range 0 to 120 became 18 to 65", Assert.Single(comparison.Input.Changes).ToString());
        Assert.False(comparison.IsSafeForCallers);
        Assert.False(comparison.HasSameArtifact);
        Assert.Empty((await registry.CompareAsync("income", 1, 1, Stop)).ToString().Split('\n')[1..]);
    }

    [Fact]
    public async Task A_model_card_says_all_that_is_known_and_that_the_rest_is_not()
    {
        var registry = await OpenWithVersionsAsync(0);
        await RegisterPairAsync(registry);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        await registry.DeployAsync("income", DeploymentPlan.Live(2).FallBackTo(1), first, new("better"), new DeployOptions { Force = true }, Stop);
        await registry.AddTagAsync("income", 2, "reviewed", Stop);
        await registry.AddEvaluationAsync("income", 2, "the May set", new Dictionary<string, Metric> { ["auc"] = Metric.Of(0.89) }, Stop);

        var card = await registry.DescribeAsync("income", 2, Stop);

        Assert.StartsWith("# income v2\n", card, StringComparison.Ordinal);
        string[] lines =
        [
            "| Purpose | a test |", "| State | live |", "| Tags | reviewed |", "| Data digest | not known |", "| Rows | 2000 |",
            "| Age | Number | Required | 18 to 65 |", "| auc | 0.912 | not known | 0.9 |", "| trees | 100 | 200 |", "| depth | none | 7 |",
        ];
        Assert.All(lines, line => Assert.Contains(line + "\n", card, StringComparison.Ordinal));
        Assert.Contains("| the May set | ", card, StringComparison.Ordinal);
        Assert.Contains("because", card, StringComparison.Ordinal);
        Assert.Contains("forced: v2 isn't safe for callers of v1", card, StringComparison.Ordinal);
        Assert.DoesNotContain("||", card, StringComparison.Ordinal);
        Assert.Contains("| State | fallback |", await registry.DescribeAsync("income", 1, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_by_others_stays_text_in_a_card()
    {
        var registry = Open();
        await registry.RegisterAsync("income", Artifact(1), new() { Owner = "a|b\n# not a heading", Purpose = "<script>*[x](y)" }, Stop);
        var card = await registry.DescribeAsync("income", 1, Stop);
        Assert.Contains(@"| Owner | a\|b \# not a heading |", card, StringComparison.Ordinal);
        Assert.Contains(@"| Purpose | \<script\>\*\[x\](y) |", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_card_says_what_a_schema_asks_of_each_column()
    {
        var registry = Open();
        ColumnSchema[] columns =
        [
            new() { Name = "Age", Type = ColumnType.Number, Unit = "years", Rules = [new RangeRule(16, double.PositiveInfinity) { ToleratedShare = 0.01 }] },
            new() { Name = "Pixels", Type = ColumnType.Number, Vector = new() { Length = 784 }, Rules = [new FiniteRule()] },
            new() { Name = "Words", Type = ColumnType.Number, Vector = new() },
            new() { Name = "Job", Type = ColumnType.Text, Presence = Presence.Optional, Sentinels = ["?", "n/a"], MinimumCompleteness = 0.9, Rules = [new LengthRule(1, 20)] },
            new() { Name = "Label", Type = ColumnType.Boolean, Environments = [SchemaEnvironments.Training], Rules = [new DistinctCountRule(2, 2) { Severity = Severity.Soft }] },
        ];
        RowRule[] rules =
        [
            new ComparisonRule("Age", Comparison.AtLeast, "Label"),
            new ConditionalRule([new() { Name = "Job", Type = ColumnType.Text, Rules = [new DomainRule(["none"])] }], [new() { Name = "Age", Type = ColumnType.Number, Rules = [new RangeRule(0, 18)] }]),
        ];
        await registry.RegisterAsync("income", Artifact(1), Spec with { InputSchema = new() { Columns = [.. columns], Rules = [.. rules] }, OutputSchema = new() }, Stop);

        var card = await registry.DescribeAsync("income", 1, Stop);

        string[] lines =
        [
            "| Age (in years) | Number | Required | at least 16, but for 1% of a batch |",
            "| Pixels | Number, a vector of 784 | Required | finite |",
            "| Words | Number, a vector of any length | Required | none |",
            "| Job | Text | Optional, meant by ?, n/a, at least 90% of a batch have a value | 1 to 20 characters |",
            "| Label (only in training) | Boolean | Required | 2 to 2 different values in a batch (Soft) |",
            "\n### Over the row\n\n| rule |\n| --- |\n| Age ≥ Label |\n| where Job (one of none) holds: Age (0 to 18) |",
            "## What comes out\n\nNo column is described.",
        ];
        Assert.All(lines, line => Assert.Contains(line + "\n", card, StringComparison.Ordinal));
        await registry.RegisterAsync("income", Artifact(1), Spec, Stop);
        Assert.Contains("## What comes out\n\nNot known.\n", await registry.DescribeAsync("income", 2, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_a_card_nor_a_comparison_nor_what_a_plan_is_forced_past_holds_a_value_of_a_sensitive_column()
    {
        var registry = Open();
        await registry.RegisterAsync("income", Artifact(1), Spec with { InputSchema = Secrets("secret 1", 314151) }, Stop);
        await registry.RegisterAsync("income", Artifact(2), Spec with { InputSchema = Secrets("secret 2", 314152), OutputSchema = Secrets("secret 3", 314153), Lineage = new() { ParentVersion = 1 } }, Stop);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        var forced = await registry.DeployAsync("income", DeploymentPlan.Live(2), first, Because, new DeployOptions { Force = true }, Stop);

        Assert.Contains("Name: the allowed values became others", forced.ForcedPast, StringComparison.Ordinal);
        foreach (var text in new[] { await registry.DescribeAsync("income", 2, Stop), (await registry.CompareAsync("income", 1, 2, Stop)).ToString(), forced.ForcedPast! })
        {
            Assert.Contains("Name", text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
            Assert.DoesNotContain("31415", text, StringComparison.Ordinal);
        }

        // The condition alone says that Salary is sensitive.
        static DataSchema Secrets(string value, double number) => new()
        {
            Columns =
            [
                new() { Name = "Name", Type = ColumnType.Text, Sensitive = true, Sentinels = [value + "?"], Rules = [new DomainRule([value]), new PatternRule(value)] },
                new() { Name = "Salary", Type = ColumnType.Number, Rules = [new RangeRule(0, number)] },
            ],
            Rules =
            [
                new ConditionalRule(
                    [new() { Name = "Name", Type = ColumnType.Text, Rules = [new DomainRule([value])] }],
                    [new() { Name = "Salary", Type = ColumnType.Number, Sensitive = true, Rules = [new RangeRule(number, number)] }]),
            ],
        };
    }

    [Fact]
    public async Task A_model_card_says_what_only_the_parent_measured_who_went_away_from_it_and_on_what_evidence()
    {
        var registry = Open();
        await registry.RegisterAsync("income", Artifact(1), Spec with { Metrics = new Dictionary<string, Metric> { ["auc"] = Metric.Of(0.9), ["recall"] = Metric.Of(0.8) } }, Stop);
        await registry.RegisterAsync(
            "income", Artifact(2), Spec with { Metrics = new Dictionary<string, Metric> { ["auc"] = Metric.Of(0.91), ["f1"] = Metric.Of(0.7) }, Lineage = new() { ParentVersion = 1 } }, Stop);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        ChangeReason better = new("better") { Evidence = new("the May set") { Metrics = new Dictionary<string, Metric> { ["auc v2"] = Metric.Of(0.91), ["auc v1"] = Metric.Of(0.9) } } };
        await registry.DeployAsync("income", DeploymentPlan.Live(2), first, better, Stop);
        await registry.RollBackAsync("income", 2, new("nulls"), Stop);

        var card = await registry.DescribeAsync("income", 2, Stop);

        string[] lines =
        [
            "| metric | value | samples | of v1 |", "| auc | 0.91 | not known | 0.9 |", "| f1 | 0.7 | not known | none |", "| recall | none | none | 0.8 |",
            @"| \#3 | live v1, rolled back from v2 | 2026-11-23 09:00:00Z | tester | nulls |",
            @"| \#2 | live v2 | 2026-11-23 09:00:00Z | tester | better (evidence: the May set: auc v1 0.9, auc v2 0.91) |",
        ];
        Assert.All(lines, line => Assert.Contains(line + "\n", card, StringComparison.Ordinal));
    }

    private static async Task RegisterPairAsync(IModelRegistry registry)
    {
        await registry.RegisterAsync(
            "income",
            Artifact(1),
            Spec with
            {
                InputSchema = Ages(0, 120),
                Parameters = new Dictionary<string, string> { ["trees"] = "100", ["seed"] = "1" },
                Metrics = new Dictionary<string, Metric> { ["auc"] = Metric.Of(0.9) },
                Lineage = new() { DataSet = new("census") { Rows = 1000 } },
            },
            Stop);
        await registry.RegisterAsync(
            "income",
            Artifact(2),
            Spec with
            {
                InputSchema = Ages(18, 65),
                Parameters = new Dictionary<string, string> { ["trees"] = "200", ["depth"] = "7" },
                Metrics = new Dictionary<string, Metric> { ["auc"] = Metric.Of(0.912) },
                Lineage = new() { ParentVersion = 1, DataSet = new("census") { Rows = 2000 } },
            },
            Stop);
    }
}
