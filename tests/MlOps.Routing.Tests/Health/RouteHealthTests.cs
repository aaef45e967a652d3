using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using MlOps.Building;
using MlOps.Fakes;

namespace MlOps.Health;

/// <summary>What the health of routes means for predictions.</summary>
public class RouteHealthTests
{
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unhealthy_route_is_skipped_and_asked_again_after_its_break()
    {
        var (calls, broken) = (0, true);
        await using var services = Provider(m => m
            .FromFunction(row =>
            {
                calls++;
                return broken ? throw new TimeoutException() : new Score(1);
            })
            .FallBackTo("other", _ => new Score(2)));
        var last = await AskAsync(services, 10);

        Assert.Equal((4, 2), (calls, last.Value.Value));
        Assert.Equal(new RouteAttempt(new("m", null, "function", RouteRole.Live), AttemptFailure.Unhealthy), Assert.Single(last.Attempts));
        Assert.Equal(RouteHealthState.Open, Health(services, "function").State);
        Assert.Equal(RouteHealthState.Closed, Health(services, "other").State);

        broken = false;
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True((await AskAsync(services, 1)).IsPlain);
        Assert.Equal(RouteHealthState.Closed, Health(services, "function").State);
    }

    [Fact]
    public async Task A_model_with_nothing_behind_it_that_fails_half_of_its_calls_fails_half_of_the_predictions()
    {
        var calls = 0;
        await using var services = Provider(m => m.FromFunction(_ => calls++ % 2 == 0 ? throw new TimeoutException() : new Score(1)));
        var predictor = services.Predictor();
        var answered = 0;
        for (var i = 0; i < 1000; i++)
        {
            var prediction = await predictor.PredictAsync(new Row(1), Token);
            answered += prediction.IsPlain ? 1 : 0;
            _clock.Advance(TimeSpan.FromMilliseconds(11));
        }

        Assert.Equal((500, 1000), (answered, calls));
        Assert.NotEqual(RouteHealthState.Closed, Health(services, "function").State);
    }

    [Fact]
    public async Task Where_nobody_else_answers_unhealthy_routes_are_asked_in_their_order()
    {
        var asked = new List<string>();
        await using var services = Provider(m => m
            .FromFunction(_ => Fail("live"))
            .FallBackTo("first", _ => Fail("first"))
            .FallBackTo("second", _ => Fail("second")));
        await AskAsync(services, 4);
        asked.Clear();
        var last = await AskAsync(services, 1);

        Assert.Equal(["live", "first", "second"], asked);
        Assert.Equal(UnavailableReason.NoRouteLeft, last.Reason);
        Assert.All(last.Attempts, a => Assert.Equal(AttemptFailure.Threw, a.Failure));
        Assert.Equal(["function", "first", "second"], last.Attempts.Select(a => a.Route.Name));

        Score Fail(string name)
        {
            asked.Add(name);
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public async Task A_canary_whose_route_is_unhealthy_goes_to_live_at_once()
    {
        var registry = new FakeRegistry().With("good", "throws");
        registry.Deploy(DeploymentPlan.Live(1).Canary(2, 1.0));
        var runtime = new TextRuntime();
        await using var services = Setup.Provider(registry, runtime, m => m.RouteBy(_ => "key").WithCircuitBreaker(o => o.MinimumThroughput = 4), Clock);
        var last = await AskAsync(services, 10);

        Assert.Equal(("v1", "v2"), (last.Route!.Name, last.Assigned!.Name));
        Assert.Equal(AttemptFailure.Unhealthy, Assert.Single(last.Attempts).Failure);
        Assert.Equal(4, runtime.Loaded.Single(m => m.Text == "throws").Calls);
    }

    [Fact]
    public async Task Health_belongs_to_the_version_and_outlives_the_plan()
    {
        var registry = new FakeRegistry().With("good", "throws");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Setup.Provider(registry, new(), m => m.WithCircuitBreaker(o => o.MinimumThroughput = 4), Clock);
        await AskAsync(services, 4);
        registry.Deploy(DeploymentPlan.Live(1).FallBackTo(2));
        await services.Host().RefreshAsync("m", Token);

        Assert.Equal(RouteHealthState.Open, Health(services, "v2").State);
        Assert.Equal(RouteRole.FallbackVersion, services.Host().GetStatus("m").Routes.Single(r => r.Route.Name == "v2").Route.Role);
    }

    [Fact]
    public async Task Refused_rows_and_cancelled_calls_do_not_count()
    {
        using var stop = new CancellationTokenSource();
        var calls = 0;
        await using var services = Provider(m => m.FromFunction(_ =>
        {
            if (++calls == 1)
            {
                stop.Cancel();
                throw new InvalidOperationException("the connection was cut by the cancellation");
            }

            throw new OperationCanceledException();
        }).CheckAge());
        var predictor = services.Predictor();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await predictor.PredictAsync(new Row(1), stop.Token));
        await predictor.PredictAsync(new Row(-1), Token);
        Assert.Equal(0, Health(services, "function").Samples);
        await predictor.PredictAsync(new Row(1), Token);
        Assert.Equal(1, Health(services, "function").Samples);
    }

    [Fact]
    public async Task A_cancelled_probe_makes_room_for_the_next()
    {
        using var stop = new CancellationTokenSource();
        var cancel = false;
        await using var services = Provider(m => m
            .FromFunction(_ =>
            {
                if (!cancel)
                {
                    throw new TimeoutException();
                }

                stop.Cancel();
                stop.Token.ThrowIfCancellationRequested();
                return null!;
            })
            .FallBackTo("other", _ => new Score(2)));
        await AskAsync(services, 4);
        _clock.Advance(TimeSpan.FromSeconds(5));
        cancel = true;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await services.Predictor().PredictAsync(new Row(1), stop.Token));
        var health = Health(services, "function");
        Assert.Equal((RouteHealthState.HalfOpen, _clock.GetUtcNow()), (health.State, health.NextProbe));
    }

    [Fact]
    public async Task What_is_set_aside_by_hand_is_not_asked_even_where_nobody_is_left()
    {
        await using var services = Provider(m => m.FromFunction(_ => new Score(1)));
        await AskAsync(services, 1);
        services.Host().SetAside("m", "function");
        var away = await AskAsync(services, 1);
        Assert.Equal((UnavailableReason.NoRouteLeft, AttemptFailure.SetAside), (away.Reason, Assert.Single(away.Attempts).Failure));
        services.Host().Restore("m", "function");
        Assert.True((await AskAsync(services, 1)).IsPlain);
        Assert.Contains("function", Assert.Throws<ArgumentException>(() => services.Host().SetAside("m", "v9")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_health_is_one_event()
    {
        var logs = new FakeLogCollector();
        await using var services = Provider(
            m => m.FromFunction(_ => throw new TimeoutException()).FallBackTo("other", _ => new Score(2)),
            s => s.AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs))));
        for (var i = 0; i < 5; i++)
        {
            await AskAsync(services, 10);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        services.Host().Restore("m", "function");
        Assert.Equal([15, 17], logs.GetSnapshot().Select(r => r.Id.Id).Where(id => id is >= 15 and <= 17));
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_told()
    {
        await using var services = Provider(m => m.FromFunction(_ => new Score(1)).WithCircuitBreaker(o => o.MinimumThroughput = 1));
        var told = await Assert.ThrowsAsync<ModelConfigurationException>(async () => await services.Predictor().PredictAsync(new Row(1), Token));
        Assert.Contains("MinimumThroughput", told.Message, StringComparison.Ordinal);
    }

    private static RouteHealth Health(IServiceProvider services, string route) =>
        services.Host().GetStatus("m").Routes.Single(r => r.Route.Name == route).Health!;

    private static async Task<Prediction<Score>> AskAsync(IServiceProvider services, int times)
    {
        var prediction = default(Prediction<Score>);
        for (var i = 0; i < times; i++)
        {
            prediction = await services.Predictor().PredictAsync(new Row(1), Token);
        }

        return prediction;
    }

    private ServiceProvider Provider(Action<IModelBuilder<Row, Score>> declare, Action<IServiceCollection>? more = null) => Setup.Provider(
        m =>
        {
            m.WithCircuitBreaker(o => o.MinimumThroughput = 4);
            declare(m);
        },
        s =>
        {
            Clock(s);
            more?.Invoke(s);
        });

    private void Clock(IServiceCollection services) => services.AddSingleton<TimeProvider>(_clock);
}
