namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    [Fact]
    public async Task The_history_says_what_was_in_force_at_any_moment()
    {
        var registry = await OpenWithVersionsAsync(2);
        var before = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromHours(1));
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        Clock.Advance(TimeSpan.FromHours(1));
        var second = await registry.DeployAsync("income", DeploymentPlan.Live(2), first, Because, Stop);

        Assert.Null(await registry.PlanAtAsync("income", before, Stop));
        Assert.Equal(first, await registry.PlanAtAsync("income", first.At, Stop));
        Assert.Equal(first, await registry.PlanAtAsync("income", second.At - TimeSpan.FromTicks(1), Stop));
        Assert.Equal(second, await registry.PlanAtAsync("income", DateTimeOffset.MaxValue, Stop));
    }

    [Fact]
    public async Task Each_entry_holds_the_digest_of_the_one_before()
    {
        var registry = await OpenWithVersionsAsync(2);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        var second = await registry.DeployAsync("income", DeploymentPlan.Live(2), first, Because, Stop);
        var third = (await registry.RollBackAsync("income", 2, Because, Stop)).To!;

        Assert.Null(first.PreviousDigest);
        Assert.Equal(first.Digest, second.PreviousDigest);
        Assert.Equal(second.Digest, third.PreviousDigest);
        Assert.Equal([third, second, first], await Open().GetHistoryAsync("income", Stop).ToListAsync(Stop));
        var report = await registry.VerifyHistoryAsync("income", second.Head, Stop);
        Assert.Equal((3, true), (report.Deployments, report.IsSound));
    }

    [Fact]
    public async Task A_head_that_was_seen_before_shows_a_history_that_was_cut_or_written_anew()
    {
        var registry = await OpenWithVersionsAsync(1);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);

        var cut = await registry.VerifyHistoryAsync("income", first.Head with { Number = 2 }, Stop);
        Assert.Contains("cut off", Assert.Single(cut.Problems).Text, StringComparison.Ordinal);
        var anew = await registry.VerifyHistoryAsync("income", first.Head with { Digest = new('0', 64) }, Stop);
        Assert.Equal(RegistryProblemKind.BrokenHistory, Assert.Single(anew.Problems).Kind);
    }

    [Fact]
    public async Task Evidence_is_kept_with_the_reason()
    {
        var registry = await OpenWithVersionsAsync(1);
        ChangeReason because = new("AUC +0.012") { Evidence = new("compared on the May set") { Metrics = new Dictionary<string, Metric> { ["auc"] = Metric.Of(0.93, 12_000) } } };
        await registry.DeployAsync("income", DeploymentPlan.Live(1), null, because, Stop);
        var read = (await Open().GetDeploymentAsync("income", Stop))!.Because.Evidence!;
        Assert.Equal(("compared on the May set", 0.93, 12_000L), (read.Summary, read.Metrics["auc"].Value!.Value, read.Metrics["auc"].Samples!.Value));
    }

    [Fact]
    public async Task A_sound_registry_is_said_to_be_sound()
    {
        var registry = await OpenWithVersionsAsync(3);
        await registry.RegisterAsync("house", Artifact(1), Spec, Stop);
        await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        var report = await Open().VerifyAsync(Stop);
        Assert.Equal((4, 1, 0), (report.Versions, report.Deployments, report.Problems.Count));
        Assert.True(report.IsSound);
    }
}
