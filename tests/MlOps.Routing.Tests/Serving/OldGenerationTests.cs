using MlOps.Fakes;

namespace MlOps.Serving;

/// <summary>Whatever becomes of a new plan, what served goes on answering.</summary>
public class OldGenerationTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FakeRegistry _registry = new FakeRegistry().With("one", "two", "broken", "slow");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_that_names_a_version_whose_bytes_are_gone_is_tried_again_and_serves_when_they_are_back()
    {
        _registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(_registry, new());
        Assert.Equal("one", await AskAsync(services));
        _registry.Lost.Add(2);
        _registry.Deploy(DeploymentPlan.Live(2));
        var refused = await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Contains("The bytes of m v2 are gone", refused.Message, StringComparison.Ordinal);
        var status = services.Host().GetStatus("m");
        Assert.Equal((1, 2), (status.Serving?.Plan.LiveVersion, status.Wanted?.Plan.LiveVersion));
        Assert.NotNull(status.NextTry);
        Assert.Equal("one", await AskAsync(services));

        _registry.Lost.Clear();
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal("two", await AskAsync(services));
    }

    [Fact]
    public async Task A_plan_of_a_smaller_number_and_of_a_smaller_version_is_a_roll_back_like_any_other_plan()
    {
        _registry.Deploy(DeploymentPlan.Live(2));
        await using var services = Setup.Provider(_registry, new());
        Assert.Equal("two", await AskAsync(services));
        _registry.Deploy(DeploymentPlan.Live(1));
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal("one", await AskAsync(services));
    }

    [Fact]
    public async Task A_broken_fallback_holds_no_new_live_version_back()
    {
        _registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(_registry, new());
        Assert.Equal("one", await AskAsync(services));
        _registry.Deploy(DeploymentPlan.Live(2).FallBackTo(3));
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Equal("two", await AskAsync(services));
        var status = services.Host().GetStatus("m");
        Assert.Equal((2, 2), (status.Serving?.Number, status.Wanted?.Number));
        Assert.Equal([null, "m v3 is broken"], status.Routes.Select(r => r.WhyNot));
    }

    [Fact]
    public async Task A_host_that_is_disposed_while_it_loads_lets_its_callers_finish_and_disposes_what_comes_late()
    {
        _registry.Deploy(DeploymentPlan.Live(1));
        var (loads, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var runtime = new TextRuntime
        {
            BeforeLoad = text =>
            {
                if (text != "slow")
                {
                    return Task.CompletedTask;
                }

                loads.SetResult();
                return release.Task;
            },
        };
        var services = Setup.Provider(_registry, runtime);
        Assert.Equal("one", await AskAsync(services));
        _registry.Deploy(DeploymentPlan.Live(4));
        await loads.Task.WaitAsync(Limit, Token);
        Assert.Equal("one", await AskAsync(services));

        await services.DisposeAsync().AsTask().WaitAsync(Limit, Token);
        release.SetResult();
        await Eventually.Holds(() => runtime.Loaded.Any(m => m.Text == "slow"));
        await Task.WhenAll(runtime.Loaded.Select(m => m.Disposed.Task)).WaitAsync(Limit, Token);
        Assert.All(runtime.Loaded, m => Assert.Equal(1, m.Disposals));
    }

    [Fact]
    public async Task A_model_is_disposed_once_where_the_host_goes_while_a_plan_that_names_it_again_is_read()
    {
        _registry.Deploy(DeploymentPlan.Live(1));
        var (reads, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var runtime = new TextRuntime();
        var services = Setup.Provider(_registry, runtime);
        Assert.Equal("one", await AskAsync(services));
        _registry.BeforeRecord = number =>
        {
            if (number != 1)
            {
                return Task.CompletedTask;
            }

            reads.TrySetResult();
            return release.Task;
        };
        _registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await reads.Task.WaitAsync(Limit, Token);

        await services.DisposeAsync().AsTask().WaitAsync(Limit, Token);
        release.SetResult();

        await Task.Delay(TimeSpan.FromMilliseconds(300), Token);
        Assert.All(runtime.Loaded, m => Assert.Equal(1, m.Disposals));
    }

    private static async Task<string?> AskAsync(IServiceProvider services) => (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By;
}
