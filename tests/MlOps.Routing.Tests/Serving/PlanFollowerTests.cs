using Microsoft.Extensions.DependencyInjection;
using MlOps.Fakes;

namespace MlOps.Serving;

/// <summary>A plan of several versions, some of which load slowly, or never.</summary>
public class PlanFollowerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fallback_that_hangs_holds_no_live_version_back_on_a_cold_start()
    {
        var registry = new FakeRegistry().With("slow", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        var release = new TaskCompletionSource();
        await using var services = Setup.Provider(registry, Hanging("slow", release));
        Assert.Equal("two", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        var status = services.Host().GetStatus("m");
        Assert.Equal([null, "it is still loading."], status.Routes.Select(r => r.WhyNot));

        release.SetResult();
        await services.Host().RefreshAsync("m", Token);
        Assert.All(services.Host().GetStatus("m").Routes, r => Assert.Null(r.WhyNot));
    }

    [Fact]
    public async Task A_canary_that_hangs_holds_no_new_live_version_back_and_its_rows_go_to_live()
    {
        var registry = new FakeRegistry().With("one", "two", "slow");
        registry.Deploy(DeploymentPlan.Live(1));
        var release = new TaskCompletionSource();
        var runtime = Hanging("slow", release);
        await using var services = Setup.Provider(registry, runtime, m => m.RouteBy(row => row.Key));
        await services.Predictor().PredictAsync(new Row(1), Token);
        registry.Deploy(DeploymentPlan.Live(2).Canary(3, 1));
        var prediction = await Until(services, p => p.Value.By == "two");
        Assert.Empty(prediction.Attempts);
        Assert.Equal(RouteRole.Live, prediction.Assigned?.Role);

        release.SetResult();
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal("slow", (await services.Predictor().PredictAsync(new Row(1, "customer"), Token)).Value.By);
        Assert.Equal(2, runtime.Loaded.Count(m => m.Text is "two" or "slow"));
    }

    [Fact]
    public async Task A_plan_that_hangs_is_given_up_for_a_new_one_and_its_late_model_is_disposed()
    {
        var registry = new FakeRegistry().With("one", "slow", "three");
        registry.Deploy(DeploymentPlan.Live(1));
        var release = new TaskCompletionSource();
        var loads = new TaskCompletionSource();
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
        await using var services = Setup.Provider(registry, runtime);
        await services.Predictor().PredictAsync(new Row(1), Token);
        registry.Deploy(DeploymentPlan.Live(2));
        await loads.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        registry.Deploy(DeploymentPlan.Live(3));
        await Until(services, p => p.Value.By == "three");
        release.SetResult();
        await Eventually.Holds(() => runtime.Loaded.Any(m => m.Text == "slow"));

        await runtime.Loaded.Single(m => m.Text == "slow").Disposed.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal("three", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
    }

    [Fact]
    public async Task Where_live_hangs_on_a_cold_start_the_fallback_serves_before_the_limit()
    {
        var registry = new FakeRegistry().With("one", "slow");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        var release = new TaskCompletionSource();
        await using var services = Setup.Provider(
            registry, Hanging("slow", release), m => m.Configure(o => o.StartupTimeout = TimeSpan.FromSeconds(2)));
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal("one", prediction.Value.By);
        Assert.Equal(AttemptFailure.NotLoaded, Assert.Single(prediction.Attempts).Failure);
        release.SetResult();
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal("slow", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
    }

    [Fact]
    public async Task A_host_can_be_disposed_while_its_first_load_runs()
    {
        var registry = new FakeRegistry().With("slow");
        registry.Deploy(DeploymentPlan.Live(1));
        var release = new TaskCompletionSource();
        var loads = new TaskCompletionSource();
        var runtime = new TextRuntime
        {
            BeforeLoad = _ =>
            {
                loads.SetResult();
                return release.Task;
            },
        };
        var services = Setup.Provider(registry, runtime);
        var call = services.Predictor().PredictAsync(new Row(1), Token).AsTask();
        await loads.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await services.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        release.SetResult();
        await Eventually.Holds(() => !runtime.Loaded.IsEmpty);

        await runtime.Loaded.Single().Disposed.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task A_load_that_is_cancelled_by_itself_fails_alone()
    {
        var registry = new FakeRegistry().With("cancels", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        var runtime = new TextRuntime { BeforeLoad = text => text == "cancels" ? Task.FromException(new OperationCanceledException()) : Task.CompletedTask };
        await using var services = Setup.Provider(registry, runtime);
        Assert.Equal("two", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        Assert.Equal(0, runtime.Loaded.Single().Disposals);
    }

    private static TextRuntime Hanging(string which, TaskCompletionSource release) =>
        new() { BeforeLoad = text => text == which ? release.Task : Task.CompletedTask };

    private static async Task<Prediction<Score>> Until(ServiceProvider services, Func<Prediction<Score>, bool> holds)
    {
        Prediction<Score> last = default;
        await Eventually.Holds(async () => holds(last = await services.Predictor().PredictAsync(new Row(1), Token)));
        return last;
    }
}
