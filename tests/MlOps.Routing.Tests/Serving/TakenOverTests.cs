using Microsoft.Extensions.DependencyInjection;
using MlOps.Fakes;

namespace MlOps.Serving;

/// <summary>A plan goes on with what the plan before it was loading.</summary>
public class TakenOverTests
{
    private readonly TaskCompletionSource _release = new();
    private readonly TaskCompletionSource _begun = new();
    private readonly TextRuntime _runtime = new();
    private int _begins;

    public TakenOverTests() => _runtime.BeforeLoad = text =>
    {
        if (text != "slow")
        {
            return Task.CompletedTask;
        }

        Interlocked.Increment(ref _begins);
        _begun.TrySetResult();
        return _release.Task;
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_that_loads_is_loaded_once_however_often_the_plan_around_it_changes()
    {
        var registry = new FakeRegistry().With("one", "slow");
        await using (var services = await ServingFirst(registry))
        {
            registry.Deploy(DeploymentPlan.Live(2));
            await _begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
            for (var i = 0; i < 6; i++)
            {
                await Follows(services, registry, i % 2 == 0 ? DeploymentPlan.Live(2).FallBackTo(1) : DeploymentPlan.Live(2));
            }

            _release.SetResult();
            await services.Host().RefreshAsync("m", Token);
            Assert.Equal("slow", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
            Assert.Equal(1, _begins);
        }

        AssertDisposedOnce();
    }

    [Fact]
    public async Task A_version_that_loads_is_taken_over_into_other_roles_and_held_for_each()
    {
        var registry = new FakeRegistry().With("one", "slow");
        await using (var services = await ServingFirst(registry))
        {
            registry.Deploy(DeploymentPlan.Live(2));
            await _begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
            await Follows(services, registry, DeploymentPlan.Live(1).FallBackTo(2).Canary(2, 0.5));
            _release.SetResult();
            await services.Host().RefreshAsync("m", Token);
            Assert.All(services.Host().GetStatus("m").Routes, r => Assert.Null(r.WhyNot));
            registry.Deploy(DeploymentPlan.Live(2));
            await services.Host().RefreshAsync("m", Token);
            Assert.Equal("slow", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
            Assert.Equal(1, _begins);
        }

        AssertDisposedOnce();
    }

    [Fact]
    public async Task What_is_loaded_and_not_yet_published_is_taken_over_and_what_nobody_wants_is_let_go_of()
    {
        var registry = new FakeRegistry().With("one", "slow", "three");
        await using (var services = await ServingFirst(registry))
        {
            registry.Deploy(DeploymentPlan.Live(2).FallBackTo(3));
            await Eventually.Holds(() => _runtime.Loaded.Any(m => m.Text == "three"));
            await _begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
            registry.Deploy(DeploymentPlan.Live(3));
            await services.Host().RefreshAsync("m", Token);
            Assert.Equal("three", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
            _release.SetResult();
            await Eventually.Holds(() => _runtime.Loaded.Any(m => m is { Text: "slow", Disposals: 1 }));
            Assert.Single(_runtime.Loaded, m => m.Text == "three");
        }

        AssertDisposedOnce();
    }

    [Fact]
    public async Task A_load_that_was_taken_over_is_let_go_of_where_the_host_is_disposed_meanwhile()
    {
        var registry = new FakeRegistry().With("one", "slow");
        await using (var services = await ServingFirst(registry))
        {
            registry.Deploy(DeploymentPlan.Live(2));
            await _begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
            await Follows(services, registry, DeploymentPlan.Live(2).FallBackTo(1));
        }

        _release.SetResult();
        await Eventually.Holds(() => _runtime.Loaded.Any(m => m is { Text: "slow", Disposals: 1 }));
        Assert.Equal(1, _begins);
        AssertDisposedOnce();
    }

    [Fact]
    public async Task A_load_that_failed_is_not_taken_over()
    {
        var registry = new FakeRegistry().With("one", "slow", "flaky");
        var (before, tries) = (_runtime.BeforeLoad, 0);
        _runtime.BeforeLoad = text => text == "flaky" && Interlocked.Increment(ref tries) == 1 ? throw new IOException("the disk is full") : before(text);
        await using (var services = await ServingFirst(registry))
        {
            registry.Deploy(DeploymentPlan.Live(3).FallBackTo(2));
            await _begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
            await Eventually.Holds(() => services.Host().GetStatus("m").Problem?.Contains("the disk is full", StringComparison.Ordinal) == true);
            registry.Deploy(DeploymentPlan.Live(3).FallBackTo(1, 2));
            await Eventually.Holds(async () => (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By == "flaky");
            _release.SetResult();
            await services.Host().RefreshAsync("m", Token);
            Assert.Equal((2, 1), (tries, _begins));
        }

        AssertDisposedOnce();
    }

    [Fact]
    public async Task Another_version_under_the_number_is_loaded_though_the_one_before_still_loads()
    {
        var registry = new FakeRegistry().With("one", "slow");
        await using var services = await ServingFirst(registry);
        registry.Deploy(DeploymentPlan.Live(2));
        await _begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        registry.Edit(2, new DataSchema());
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await Eventually.Holds(() => Volatile.Read(ref _begins) == 2);
        _release.SetResult();
        await services.Host().RefreshAsync("m", Token);
        await Eventually.Holds(() => _runtime.Loaded.Count(m => m is { Text: "slow", Disposals: 1 }) == 1);
    }

    private static async Task Follows(ServiceProvider services, FakeRegistry registry, DeploymentPlan plan)
    {
        var deployment = registry.Deploy(plan);
        await Eventually.Holds(() => services.Host().GetStatus("m").Wanted?.Number == deployment.Number);
    }

    private async Task<ServiceProvider> ServingFirst(FakeRegistry registry, Action<ModelOptions>? configure = null)
    {
        registry.Deploy(DeploymentPlan.Live(1));
        var services = Setup.Provider(registry, _runtime, m => m.RouteBy(row => row.Key).Configure(configure ?? (_ => { })));
        await services.Predictor().PredictAsync(new Row(1), Token);
        return services;
    }

    private void AssertDisposedOnce() => Assert.All(_runtime.Loaded, m => Assert.Equal(1, m.Disposals));
}
