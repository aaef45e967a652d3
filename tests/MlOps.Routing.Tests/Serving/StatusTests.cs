using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using MlOps.Fakes;

namespace MlOps.Serving;

/// <summary>What the status says of tries that failed, and of who answers.</summary>
public class StatusTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_failed_load_is_remembered_with_its_version_also_when_all_is_well_again()
    {
        var registry = new FakeRegistry().With("one", "broken", "three");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Provider(registry);
        await services.Host().RefreshAsync("m", Token);
        var before = services.Host().GetStatus("m");
        Assert.Equal((null, null, null), (before.LastFailedLoad, before.DiffersSince, before.CopyTime));

        _time.Advance(TimeSpan.FromSeconds(10));
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        var failed = services.Host().GetStatus("m");
        Assert.Equal((2, _time.GetUtcNow()), (failed.LastFailedLoad!.Version, failed.LastFailedLoad.At));
        Assert.Contains("m v2 is broken", failed.LastFailedLoad.Because, StringComparison.Ordinal);
        Assert.Equal(_time.GetUtcNow(), failed.DiffersSince);
        Assert.NotNull(failed.NextTry);

        // It is another plan by now, and still not what serves.
        var since = failed.DiffersSince;
        _time.Advance(TimeSpan.FromSeconds(10));
        registry.Deploy(DeploymentPlan.Live(2));
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Equal(since, services.Host().GetStatus("m").DiffersSince);

        registry.Deploy(DeploymentPlan.Live(3));
        await services.Host().RefreshAsync("m", Token);
        var mended = services.Host().GetStatus("m");
        Assert.Equal((null, null, null, 2), (mended.Problem, mended.NextTry, mended.DiffersSince, mended.LastFailedLoad!.Version));
    }

    [Fact]
    public async Task A_registry_that_cannot_be_asked_is_a_problem_and_no_difference()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Provider(registry);
        await services.Host().RefreshAsync("m", Token);
        registry.Fault = new RegistryUnavailableException("away");
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        var away = services.Host().GetStatus("m");
        Assert.Equal((null, "away", 1), (away.LastFailedLoad!.Version, away.LastFailedLoad.Because, away.Serving!.Number));
        Assert.Equal(("away", null), (away.Problem, away.DiffersSince));

        registry.Fault = null;
        await services.Host().RefreshAsync("m", Token);
        var back = services.Host().GetStatus("m");
        Assert.Equal((null, null), (back.Problem, back.DiffersSince));
    }

    [Fact]
    public async Task A_refresh_that_is_refused_holds_its_cause_also_when_it_is_told_again()
    {
        var registry = new FakeRegistry().With("one", "broken");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Provider(registry);
        await services.Host().RefreshAsync("m", Token);

        registry.Deploy(DeploymentPlan.Live(1).Canary(2, 0.5));
        var mistaken = await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Contains("add RouteBy", Assert.IsType<ModelConfigurationException>(mistaken.InnerException).Message, StringComparison.Ordinal);

        registry.Deploy(DeploymentPlan.Live(2));
        var broken = await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Contains("m v2 is broken", broken.InnerException!.Message, StringComparison.Ordinal);

        registry.Fault = new RegistryUnavailableException("away");
        Assert.Same(registry.Fault, (await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token))).InnerException);
        Assert.Same(registry.Fault, (await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token))).InnerException);

        registry.Fault = null;
        registry.Deploy(DeploymentPlan.Live(1));
        await services.Host().RefreshAsync("m", Token);
    }

    [Fact]
    public async Task The_time_of_the_copy_that_stands_in_is_shown()
    {
        var registry = new FakeRegistry { CopyTime = DateTimeOffset.UnixEpoch }.With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Provider(registry);
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal(DateTimeOffset.UnixEpoch, services.Host().GetStatus("m").CopyTime);
    }

    [Fact]
    public async Task Fallbacks_are_in_use_while_they_answered_lately()
    {
        var registry = new FakeRegistry().With("good", "throws");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Provider(registry, m => m.FallBackTo("f", _ => new Score(1)));
        await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal("v1", Assert.Single(services.Host().GetStatus("m").FallbacksInUse).Name);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(services.Host().GetStatus("m").FallbacksInUse);
    }

    [Fact]
    public async Task The_health_of_each_route_is_a_gauge()
    {
        var registry = new FakeRegistry().With("good", "throws");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Provider(
            registry, m => m.FallBackTo("f", _ => new Score(1)).WithCircuitBreaker(o => o.MinimumThroughput = 2), s => s.AddMetrics());
        using var health = new MetricCollector<int>(services.GetRequiredService<IMeterFactory>(), "MlOps.Sdk", "mlops.route.health");
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal([("v2", 0), ("v1", 0), ("f", 0)], Levels());

        await services.Predictor().PredictAsync(new Row(1), Token);
        await services.Predictor().PredictAsync(new Row(1), Token);
        services.Host().SetAside("m", "f");
        Assert.Equal([("v2", 2), ("v1", 0), ("f", 3)], Levels());

        IEnumerable<(string?, int)> Levels()
        {
            health.Clear();
            health.RecordObservableInstruments();
            return health.GetMeasurementSnapshot().Select(m => ((string?)m.Tags["mlops.model.version"], m.Value));
        }
    }

    private ServiceProvider Provider(FakeRegistry registry, Action<Building.IModelBuilder<Row, Score>>? declare = null, Action<IServiceCollection>? more = null) =>
        Setup.Provider(registry, new(), declare, s =>
        {
            s.AddSingleton<TimeProvider>(_time);
            more?.Invoke(s);
        });
}
