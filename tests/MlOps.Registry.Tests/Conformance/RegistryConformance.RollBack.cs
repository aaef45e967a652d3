namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    [Fact]
    public async Task Rolling_back_puts_the_earlier_plan_in_force_and_the_history_says_so()
    {
        var registry = await OpenWithVersionsAsync(3);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(2).FallBackTo(1), null, Because, Stop);
        var second = await registry.DeployAsync("income", DeploymentPlan.Live(3).FallBackTo(2), first, Because, Stop);

        var result = await Open().RollBackAsync("income", awayFrom: 3, new("null rate jumped"), Stop);

        Assert.True(result.Changed);
        Assert.Equal(second, result.From);
        Assert.Equal((3, first.Plan, 3, "null rate jumped"), (result.To!.Number, result.To.Plan, result.To.RolledBackFrom, result.To.Because.Text));
        Assert.Equal(result.To, await registry.GetDeploymentAsync("income", Stop));
        Assert.Contains("v3", result.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pressed_by_many_at_once_it_goes_back_once()
    {
        var registry = await OpenWithVersionsAsync(3);
        Deployment? last = null;
        foreach (var version in new[] { 1, 2, 3 })
        {
            last = await registry.DeployAsync("income", DeploymentPlan.Live(version), last, Because, Stop);
        }

        var registries = new[] { registry, Open() };
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(
            () => registries[i % 2].RollBackAsync("income", awayFrom: 3, Because, Stop), Stop)));

        Assert.Single(results, r => r.Changed);
        Assert.All(results, r => Assert.Equal((4, 2), (r.To!.Number, r.To.Plan.LiveVersion)));
        Assert.Equal(4, await registry.GetHistoryAsync("income", Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task Rolling_back_from_what_does_not_serve_changes_nothing_and_says_so()
    {
        var registry = await OpenWithVersionsAsync(2);
        var nothing = await registry.RollBackAsync("income", awayFrom: 1, Because, Stop);
        Assert.Equal((false, null, null), (nothing.Changed, nothing.From, nothing.To));

        var first = await registry.DeployAsync("income", DeploymentPlan.Live(2).FallBackTo(1), null, Because, Stop);
        var result = await registry.RollBackAsync("income", awayFrom: 1, Because, Stop);

        Assert.Equal((false, first, first), (result.Changed, result.From, result.To));
        Assert.Contains("Nothing changed", result.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_nothing_to_go_back_to_it_throws_and_changes_nothing()
    {
        var registry = await OpenWithVersionsAsync(1);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);

        await Assert.ThrowsAsync<InvalidOperationException>(() => registry.RollBackAsync("income", awayFrom: 1, Because, Stop));

        Assert.Equal(first, await registry.GetDeploymentAsync("income", Stop));
    }

    [Fact]
    public async Task It_finds_a_plan_far_back_in_a_long_history()
    {
        var registry = await OpenWithVersionsAsync(2);
        var last = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        for (var i = 0; i < 250; i++)
        {
            last = await registry.DeployAsync("income", DeploymentPlan.Live(2), last, Because, Stop);
        }

        var result = await registry.RollBackAsync("income", awayFrom: 2, Because, Stop);

        Assert.Equal((252, 1), (result.To!.Number, result.To.Plan.LiveVersion));
    }
}
