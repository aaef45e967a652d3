namespace MlOps.Registry.Conformance;

/// <summary>Somebody without a trusted key wrote a plan over the one that hosts serve, and they go on serving that.</summary>
public abstract partial class RegistryConformance
{
    private static readonly Action<IModelRegistryBuilder> Nobody = _ => { };

    public static TheoryData<string> Planters => ["nobody", "another key"];

    [Theory]
    [MemberData(nameof(Planters))]
    public async Task A_version_that_hosts_serve_can_not_be_retired_under_a_planted_plan(string by)
    {
        var (registry, first, planted) = await PlantAsync(by);

        foreach (var one in new[] { registry, OpenWith(TrustsOne) })
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => one.RetireAsync("income", 1, Because, Stop));
            Assert.Contains(first.ToString(), refused.Message, StringComparison.Ordinal);
        }

        // Who trusts everything follows the planted one, and what that alone names is in nobody's way here.
        await Assert.ThrowsAsync<InvalidOperationException>(() => Open().RetireAsync("income", 2, Because, Stop));
        await registry.RetireAsync("income", 2, Because, Stop);
        await Assert.ThrowsAsync<DeploymentRefusedException>(() => registry.DeployAsync("income", DeploymentPlan.Live(2), planted, Because, Stop));
    }

    [Theory]
    [MemberData(nameof(Planters))]
    public async Task What_was_in_force_is_what_a_trusted_key_signed(string by)
    {
        var (registry, first, planted) = await PlantAsync(by);

        Assert.Equal(first, await registry.PlanAtAsync("income", DateTimeOffset.MaxValue, Stop));
        Assert.Equal(first, await OpenWith(TrustsOne).PlanAtAsync("income", planted.At, Stop));
        Assert.Null(await registry.PlanAtAsync("income", first.At - TimeSpan.FromTicks(1), Stop));
        Assert.Equal(planted, await Open().PlanAtAsync("income", DateTimeOffset.MaxValue, Stop));

        Assert.Contains("| State | live |", await registry.DescribeAsync("income", 1, Stop), StringComparison.Ordinal);
        var card = await registry.DescribeAsync("income", 2, Stop);
        Assert.Contains("| State | not in force |", card, StringComparison.Ordinal);
        Assert.Contains(@"| \#2, not trusted: no host follows it | live v2 |", card, StringComparison.Ordinal);
        Assert.Contains("| State | live |", await Open().DescribeAsync("income", 2, Stop), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Planters))]
    public async Task A_collection_keeps_what_hosts_serve_and_what_a_planted_plan_names(string by)
    {
        var (registry, _, _) = await PlantAsync(by);
        await registry.RegisterAsync("income", Artifact(4), Spec, Stop);

        string[] kept = ["income v1: in force (#1)", "income v2: named by #2, which isn't trusted", "income v4: among the last 1"];
        Assert.Equal(kept, (await registry.PreviewCollectionAsync(LastOnly, Stop)).Kept.Select(v => v.ToString()));
        var report = await registry.CollectAsync(LastOnly, Because, Stop);
        Assert.Equal(kept, report.Kept.Select(v => v.ToString()));
        Assert.Equal(3, Assert.Single(report.Retired).Version);
        Assert.Equal(1000, (await ReadAsync(await OpenWith(TrustsOne).OpenAsync(await registry.GetVersionAsync("income", 1, Stop), Stop))).Length);
    }

    [Fact]
    public async Task A_version_that_hosts_can_not_load_is_no_past_because_a_plan_was_planted_over_its_own()
    {
        await Open().RegisterAsync("income", Artifact(1), Spec, Stop);
        await Open().RegisterAsync("income", Artifact(2), Spec, Stop);
        var first = await OpenWith(One).DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        await Open().DeployAsync("income", DeploymentPlan.Live(2), first, Because, Stop);

        Assert.Contains(
            (await OpenWith(TrustsOne).VerifyAsync(Stop)).Problems, p => p is { Kind: RegistryProblemKind.UntrustedRecord, Where: "income v1" });
    }

    private async Task<(IModelRegistry Registry, Deployment First, Deployment Planted)> PlantAsync(string by)
    {
        var registry = OpenWith(OneForOne);
        for (var i = 1; i <= 3; i++)
        {
            await registry.RegisterAsync("income", Artifact(i), Spec, Stop);
        }

        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        Clock.Advance(TimeSpan.FromDays(1));
        return (registry, first, await OpenWith(by == "nobody" ? Nobody : Two).DeployAsync("income", DeploymentPlan.Live(2), first, Because, Stop));
    }
}
