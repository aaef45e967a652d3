namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    [Fact]
    public async Task What_is_said_of_a_version_is_added_with_author_and_time_and_leaves_the_version_as_it_is()
    {
        var registry = await OpenWithVersionsAsync(2);
        var before = await registry.GetVersionAsync("income", 2, Stop);

        await registry.AddNoteAsync("income", 2, "trained on a Friday", Stop);
        await registry.AddNoteAsync("income", 1, "of another version", Stop);
        await registry.AddEvaluationAsync("income", 2, "the May set", new Dictionary<string, Metric> { ["auc"] = Metric.Of(0.9) }, Stop);
        var read = await Open().GetEventsAsync("income", 2, Stop).ToListAsync(Stop);

        Assert.Equal([(1, VersionEventKind.Note, "trained on a Friday"), (3, VersionEventKind.Evaluation, "the May set")], read.Select(e => (e.Number, e.Kind, e.Text)));
        Assert.Equal(0.9, read[1].Metrics["auc"].Value);
        Assert.All(read, e => Assert.Equal(("tester", Clock.GetUtcNow()), (e.Author, e.At)));
        var after = await Open().GetVersionAsync("income", 2, Stop);
        Assert.Equal(before with { Metrics = after.Metrics, Parameters = after.Parameters, Environment = after.Environment }, after);
    }

    [Fact]
    public async Task Tags_come_and_go()
    {
        var registry = await OpenWithVersionsAsync(1);
        foreach (var tag in new[] { "candidate", "reviewed", "candidate" })
        {
            await registry.AddTagAsync("income", 1, tag, Stop);
        }

        await registry.RemoveTagAsync("income", 1, "candidate", Stop);
        Assert.Equal(["reviewed"], await Open().GetTagsAsync("income", 1, Stop));
        Assert.Equal(4, await registry.GetEventsAsync("income", 1, Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task Of_a_version_that_does_not_exist_nothing_can_be_said()
    {
        var registry = await OpenWithVersionsAsync(1);
        await Assert.ThrowsAsync<ModelNotFoundException>(() => registry.AddNoteAsync("income", 2, "x", Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => registry.AddNoteAsync("income", 1, " ", Stop));
        Assert.Empty(await registry.GetEventsAsync("income", 2, Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task No_plan_may_name_a_retired_version_not_even_by_force()
    {
        var registry = await OpenWithVersionsAsync(3);
        var retired = await registry.RetireAsync("income", 2, new("it leaks"), Stop);
        Assert.Equal(retired.Number, (await registry.RetireAsync("income", 2, new("again"), Stop)).Number);
        foreach (var plan in new[] { DeploymentPlan.Live(2), DeploymentPlan.Live(1).FallBackTo(2), DeploymentPlan.Live(1).Canary(2, 0.1) })
        {
            var refused = await Assert.ThrowsAsync<DeploymentRefusedException>(
                () => registry.DeployAsync("income", plan, null, Because, new DeployOptions { Force = true }, Stop));
            Assert.Contains("v2 is retired", refused.Message, StringComparison.Ordinal);
        }

        Assert.Null(await registry.GetDeploymentAsync("income", Stop));
        Assert.Equal(2, (await registry.GetVersionAsync("income", 2, Stop)).Number);
    }

    [Fact]
    public async Task A_version_that_the_plan_in_force_names_can_not_be_retired()
    {
        var registry = await OpenWithVersionsAsync(3);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1).FallBackTo(2), null, Because, Stop);
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => registry.RetireAsync("income", 2, new("old"), Stop));
        Assert.Contains("income #1: live v1, fallback v2", e.Message, StringComparison.Ordinal);
        await registry.DeployAsync("income", DeploymentPlan.Live(1), first, Because, Stop);
        await registry.RetireAsync("income", 2, new("old"), Stop);
    }

    [Fact]
    public async Task A_roll_back_passes_over_what_is_retired()
    {
        var registry = await OpenWithVersionsAsync(3);
        Deployment? last = null;
        foreach (var live in new[] { 1, 2, 3 })
        {
            last = await registry.DeployAsync("income", DeploymentPlan.Live(live), last, Because, Stop);
        }

        await registry.RetireAsync("income", 2, new("old"), Stop);
        Assert.Equal(DeploymentPlan.Live(1), (await registry.RollBackAsync("income", 3, Because, Stop)).To?.Plan);
    }

    [Fact]
    public async Task Of_retiring_and_deploying_a_version_at_once_one_wins()
    {
        for (var i = 0; i < 20; i++)
        {
            var model = $"race{i}";
            var registry = await OpenWithVersionsAsync(2, model);
            var first = await registry.DeployAsync(model, DeploymentPlan.Live(1), null, Because, Stop);
            var outcomes = await Task.WhenAll(
                Task.Run(() => Succeeds(registry.DeployAsync(model, DeploymentPlan.Live(2), first, Because, Stop)), Stop),
                Task.Run(() => Succeeds(Open().RetireAsync(model, 2, Because, Stop)), Stop));
            Assert.True(outcomes[0] != outcomes[1], $"deployed: {outcomes[0]}, retired: {outcomes[1]}");
        }

        static async Task<bool> Succeeds(Task task)
        {
            try
            {
                await task;
                return true;
            }
            catch (Exception e) when (e is DeploymentRefusedException or InvalidOperationException)
            {
                return false;
            }
        }
    }
}
