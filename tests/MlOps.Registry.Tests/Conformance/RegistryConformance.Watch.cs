namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    private static readonly Action<RegistryOptions> Quick = o => o.PollInterval = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task A_watch_begins_with_what_is_in_force_and_follows_other_registries()
    {
        var registry = await OpenWithVersionsAsync(2);
        await registry.RegisterAsync("house", Artifact(0), Spec, Stop);
        var old = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        var house = await registry.DeployAsync("house", DeploymentPlan.Live(1), null, Because, Stop);
        var income = await registry.DeployAsync("income", DeploymentPlan.Live(2), old, Because, Stop);

        await using var watch = Open(Quick, TimeProvider.System).WatchAsync(Stop).GetAsyncEnumerator(Stop);

        Assert.Equal(house, await NextAsync(watch));
        Assert.Equal(income, await NextAsync(watch));
        var back = await Open().RollBackAsync("income", awayFrom: 2, Because, Stop);
        Assert.Equal(back.To, await NextAsync(watch));
        var next = await registry.DeployAsync("house", DeploymentPlan.Live(1), house, Because, Stop);
        Assert.Equal(next, await NextAsync(watch));
    }

    [Fact]
    public async Task A_deployment_that_is_passed_over_shows_the_one_before_again_so_that_followers_ask()
    {
        await OpenWith(One).RegisterAsync("income", Artifact(0), Spec, Stop);
        var first = await OpenWith(One).DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        await using var watch = OpenWith(TrustsOne, time: TimeProvider.System).WatchAsync(Stop).GetAsyncEnumerator(Stop);
        Assert.Equal(first, await NextAsync(watch));
        await Open().DeployAsync("income", DeploymentPlan.Live(1), first, Because, Stop);
        Assert.Equal(first, await NextAsync(watch));
    }

    [Fact]
    public async Task A_watch_of_an_empty_registry_waits_for_the_first_deployment()
    {
        await using var watch = Open(Quick, TimeProvider.System).WatchAsync(Stop).GetAsyncEnumerator(Stop);
        var first = NextAsync(watch);

        var registry = await OpenWithVersionsAsync(1);
        var made = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);

        Assert.Equal(made, await first);
    }

    [Fact]
    public async Task While_deployments_race_a_watch_shows_none_out_of_order_and_ends_at_the_latest()
    {
        var registry = await OpenWithVersionsAsync(1);
        await using var watch = Open(Quick, TimeProvider.System).WatchAsync(Stop).GetAsyncEnumerator(Stop);
        var deploying = Task.Run(
            async () =>
            {
                Deployment? last = null;
                for (var i = 0; i < 50; i++)
                {
                    last = await registry.DeployAsync("income", DeploymentPlan.Live(1), last, Because, Stop);
                }
            },
            Stop);

        var seen = 0;
        while (seen < 50)
        {
            var next = await NextAsync(watch);
            Assert.True(next.Number > seen, $"#{next.Number} came after #{seen}");
            seen = next.Number;
        }

        await deploying;
    }

    [Fact]
    public async Task A_watch_reads_more_models_than_fit_a_page()
    {
        var registry = Open();
        for (var i = 0; i < 105; i++)
        {
            await registry.RegisterAsync($"model-{i}", Artifact(0), Spec, Stop);
            await registry.DeployAsync($"model-{i}", DeploymentPlan.Live(1), null, Because, Stop);
        }

        var models = await Open(Quick, TimeProvider.System).WatchAsync(Stop).Take(105).Select(d => d.Model).ToListAsync(Stop);

        Assert.Equal(Enumerable.Range(0, 105).Select(i => $"model-{i}"), models);
    }

    [Fact]
    public async Task A_watch_ends_when_it_is_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var watch = Open(Quick, TimeProvider.System).WatchAsync(stop.Token).GetAsyncEnumerator(Stop);
        var next = watch.MoveNextAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    private static async Task<Deployment> NextAsync(IAsyncEnumerator<Deployment> watch)
    {
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop));
        return watch.Current;
    }
}
