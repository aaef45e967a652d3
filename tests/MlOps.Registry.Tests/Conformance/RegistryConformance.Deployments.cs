using CsCheck;

namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    [Fact]
    public async Task A_plan_is_in_force_whole_with_author_time_and_reason()
    {
        var registry = await OpenWithVersionsAsync(3);
        var plan = DeploymentPlan.Live(3).FallBackTo(2, 1).Canary(2, 0.05);

        var made = await registry.DeployAsync("income", plan, replacing: null, Because, Stop);
        var read = await Open().GetDeploymentAsync("income", Stop);

        Assert.Equal(made, read);
        Assert.Equal(
            new Deployment { Model = "income", Number = 1, Plan = plan, Author = "tester", Because = Because, At = Clock.GetUtcNow() },
            read! with { Digest = "", VersionDigests = null });
        Assert.Equal([1, 2, 3], read.VersionDigests!.Keys);
        Assert.All(read.VersionDigests, v => Assert.Equal(registry.GetVersionAsync("income", v.Key, Stop).Result.Digest, v.Value));
    }

    [Fact]
    public async Task A_stale_writer_gets_the_plan_that_it_lost_to_and_changes_nothing()
    {
        var registry = await OpenWithVersionsAsync(3);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        var second = await registry.DeployAsync("income", DeploymentPlan.Live(2), first, Because, Stop);

        var late = await Assert.ThrowsAsync<DeploymentConflictException>(
            () => registry.DeployAsync("income", DeploymentPlan.Live(3), first, Because, Stop));
        Assert.Equal((first, second), (late.Expected, late.Current));
        var unaware = await Assert.ThrowsAsync<DeploymentConflictException>(
            () => registry.DeployAsync("income", DeploymentPlan.Live(3), null, Because, Stop));
        Assert.Equal((null, second), (unaware.Expected, unaware.Current));
        await Assert.ThrowsAsync<DeploymentConflictException>(
            () => registry.DeployAsync("income", DeploymentPlan.Live(3), second with { Number = 3 }, Because, Stop));
        Assert.Equal(second, await registry.GetDeploymentAsync("income", Stop));
    }

    [Fact]
    public async Task A_deployment_of_another_model_can_not_be_replaced()
    {
        var registry = await OpenWithVersionsAsync(1);
        await registry.RegisterAsync("house", Artifact(0), Spec, Stop);
        var house = await registry.DeployAsync("house", DeploymentPlan.Live(1), null, Because, Stop);

        await Assert.ThrowsAsync<ArgumentException>(() => registry.DeployAsync("income", DeploymentPlan.Live(1), house, Because, Stop));
    }

    [Fact]
    public async Task A_plan_with_a_version_that_does_not_exist_is_refused()
    {
        var registry = await OpenWithVersionsAsync(2);

        foreach (var plan in new[] { DeploymentPlan.Live(3), DeploymentPlan.Live(1).FallBackTo(2, 3), DeploymentPlan.Live(1).Canary(3, 0.1) })
        {
            var refused = await Assert.ThrowsAsync<ModelNotFoundException>(() => registry.DeployAsync("income", plan, null, Because, Stop));
            Assert.Contains("income v3", refused.Message, StringComparison.Ordinal);
        }

        Assert.Null(await registry.GetDeploymentAsync("income", Stop));
    }

    [Fact]
    public async Task Of_deployers_that_replace_the_same_exactly_one_wins()
    {
        var registry = await OpenWithVersionsAsync(5);
        var registries = new[] { registry, Open(), Open() };

        await Gen.Int[2, 4].SampleAsync(
            async deployers =>
            {
                var before = await registry.GetDeploymentAsync("income", Stop);
                var tries = await Task.WhenAll(Enumerable.Range(1, deployers).Select(version => Task.Run(
                    () => TryDeployAsync(registries[version % 3], DeploymentPlan.Live(version), before), Stop)));
                var winner = Assert.Single(tries, t => t is not null);
                Assert.Equal(winner, await registry.GetDeploymentAsync("income", Stop));
                Assert.Equal((before?.Number ?? 0) + 1, winner!.Number);
            },
            iter: 20,
            threads: 1);
    }

    [Fact]
    public async Task History_is_read_latest_first_in_pages_and_without_gaps()
    {
        var registry = await OpenWithVersionsAsync(2);
        Deployment? last = null;
        for (var i = 0; i < 201; i++)
        {
            last = await registry.DeployAsync("income", DeploymentPlan.Live((i % 2) + 1), last, new($"step {i}"), Stop);
        }

        var history = await Open().GetHistoryAsync("income", Stop).ToListAsync(Stop);

        Assert.Equal(Enumerable.Range(1, 201).Reverse(), history.Select(d => d.Number));
        Assert.Equal("step 200", history[0].Because.Text);
        Assert.Equal(last, history[0]);
    }

    [Fact]
    public async Task Time_never_runs_backwards_in_a_history()
    {
        var slow = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Clock.GetUtcNow().AddHours(-1));
        var registry = await OpenWithVersionsAsync(1);
        var behind = Open(time: slow);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);

        var second = await behind.DeployAsync("income", DeploymentPlan.Live(1), first, Because, Stop);
        var version = await behind.RegisterAsync("income", Artifact(2), Spec, Stop);
        slow.Advance(TimeSpan.FromHours(2));
        var third = await behind.DeployAsync("income", DeploymentPlan.Live(1), second, Because, Stop);

        Assert.Equal(first.At, second.At);
        Assert.Equal(Clock.GetUtcNow(), version.RegisteredAt);
        Assert.Equal(slow.GetUtcNow(), third.At);
        Assert.Empty((await registry.VerifyAsync(Stop)).Problems);
    }

    [Fact]
    public async Task Another_registry_over_the_same_store_sees_everything()
    {
        var registry = await OpenWithVersionsAsync(2);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        var second = await registry.DeployAsync("income", DeploymentPlan.Live(2).FallBackTo(1), first, Because, Stop);

        var restarted = Open();

        Assert.Equal(2, await restarted.ListVersionsAsync("income", Stop).CountAsync(Stop));
        Assert.Equal([second, first], await restarted.GetHistoryAsync("income", Stop).ToListAsync(Stop));
        var third = await restarted.DeployAsync("income", DeploymentPlan.Live(2), second, Because, Stop);
        Assert.Equal(3, third.Number);
    }

    private static async Task<Deployment?> TryDeployAsync(IModelRegistry registry, DeploymentPlan plan, Deployment? replacing)
    {
        try
        {
            return await registry.DeployAsync("income", plan, replacing, Because, Stop);
        }
        catch (DeploymentConflictException)
        {
            return null;
        }
    }
}
