namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    [Fact]
    public async Task A_version_that_is_not_safe_for_callers_is_deployed_by_force_alone_and_the_history_keeps_that()
    {
        var registry = Open();
        await registry.RegisterAsync("income", Artifact(1), Spec with { InputSchema = Ages(0, 120) }, Stop);
        await registry.RegisterAsync("income", Artifact(2), Spec with { InputSchema = Ages(18, 65) }, Stop);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);

        foreach (var plan in new[] { DeploymentPlan.Live(2), DeploymentPlan.Live(1).Canary(2, 0.1) })
        {
            var refused = await Assert.ThrowsAsync<DeploymentRefusedException>(() => registry.DeployAsync("income", plan, first, Because, Stop));
            Assert.Contains("the range 0 to 120 became 18 to 65", refused.Message, StringComparison.Ordinal);
            Assert.Contains("Force", refused.Message, StringComparison.Ordinal);
        }

        // As a fallback it meets no caller in the first place; a row that it refuses goes on to the next.
        var second = await registry.DeployAsync("income", DeploymentPlan.Live(1).FallBackTo(2), first, Because, Stop);
        Assert.Null(second.ForcedPast);

        var third = await registry.DeployAsync("income", DeploymentPlan.Live(2), second, Because, new DeployOptions { Force = true }, Stop);
        Assert.Contains("v2 isn't safe for callers of v1", third.ForcedPast, StringComparison.Ordinal);
        Assert.Equal(third, await Open().GetDeploymentAsync("income", Stop));

        // The way back is open, whatever it narrows.
        Assert.Equal(DeploymentPlan.Live(1).FallBackTo(2).LiveVersion, (await registry.RollBackAsync("income", 2, Because, Stop)).To?.Plan.LiveVersion);
    }

    [Fact]
    public async Task A_preview_says_what_would_change_and_changes_nothing()
    {
        var registry = Open();
        await registry.RegisterAsync("income", Artifact(1), Spec with { InputSchema = Ages(0, 120) }, Stop);
        await registry.RegisterAsync("income", Artifact(2), Spec with { InputSchema = Ages(18, 65) }, Stop);
        await registry.RegisterAsync("income", Artifact(3), Spec, Stop);
        await registry.RetireAsync("income", 3, Because, Stop);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);

        var preview = await registry.PreviewAsync("income", DeploymentPlan.Live(2).FallBackTo(1, 3), Stop);

        Assert.Equal(first, preview.Current);
        Assert.Equal(["Live: v1 becomes v2.", "Fallbacks: none becomes v1, v3."], preview.Changes);
        Assert.Equal("v3 is retired; no plan may name it.", Assert.Single(preview.Refusals));
        Assert.Contains("isn't safe for callers of v1", Assert.Single(preview.Risks), StringComparison.Ordinal);
        Assert.Equal(first, await registry.GetDeploymentAsync("income", Stop));
        Assert.Empty((await registry.PreviewAsync("income", DeploymentPlan.Live(1), Stop)).Changes);
    }

    private static DataSchema Ages(double minimum, double maximum) =>
        new() { Columns = [new() { Name = "Age", Type = ColumnType.Number, Rules = [new RangeRule(minimum, maximum)] }] };
}
