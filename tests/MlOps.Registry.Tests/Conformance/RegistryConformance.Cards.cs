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
