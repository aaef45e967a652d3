using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
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
    public async Task The_registry_hears_of_each_plan_whose_live_version_serves_and_of_none_that_is_refused()
    {
        var registry = new FakeRegistry().With("one", "broken", "three");
        var runtime = new TextRuntime { BeforeLoad = text => text == "broken" ? throw new ModelLoadException("It is broken.") : Task.CompletedTask };
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Setup.Provider(registry, runtime);
        Assert.Equal("one", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        foreach (var live in new[] { 1, 2, 3 })
        {
            registry.Deploy(DeploymentPlan.Live(live));
            await Record.ExceptionAsync(() => services.Host().RefreshAsync("m", Token));
        }

        Assert.Equal([2, 4], registry.Serving);
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
        var time = new FakeTimeProvider();
        await using var services = Setup.Provider(registry, Hanging("slow", release), null, s => s.AddSingleton<TimeProvider>(time));
        var call = services.Predictor().PredictAsync(new Row(1), Token).AsTask();

        // Never up to the limit of 30 seconds: what answers must have come before.
        var passed = TimeSpan.Zero;
        await Eventually.Holds(() =>
        {
            if (passed < TimeSpan.FromSeconds(25))
            {
                passed += TimeSpan.FromMilliseconds(100);
                time.Advance(TimeSpan.FromMilliseconds(100));
            }

            return call.IsCompleted;
        });
        var prediction = await call;
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

    [Fact]
    public async Task A_fallback_that_fails_late_says_why_and_not_that_it_still_loads()
    {
        var registry = new FakeRegistry().With("slow", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        var release = new TaskCompletionSource();
        await using var services = Setup.Provider(registry, Hanging("slow", release));
        await services.Predictor().PredictAsync(new Row(1), Token);
        var since = services.Host().GetStatus("m").Since;
        release.SetException(new ModelLoadException("the disk is full"));
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Equal([null, "the disk is full"], services.Host().GetStatus("m").Routes.Select(r => r.WhyNot));
        Assert.Equal(since, services.Host().GetStatus("m").Since);
    }

    [Fact]
    public async Task A_load_that_never_ends_fails_at_its_limit_and_is_tried_again()
    {
        var registry = new FakeRegistry().With("slow", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        var release = new TaskCompletionSource();
        var runtime = Hanging("slow", release);
        await using var services = Setup.Provider(registry, runtime, m => m.Configure(o => o.LoadTimeout = TimeSpan.FromMilliseconds(300)));
        await services.Predictor().PredictAsync(new Row(1), Token);
        var e = await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Contains("it did not load within 00:00:00.3", e.Message, StringComparison.Ordinal);
        Assert.NotNull(services.Host().GetStatus("m").NextTry);
        release.SetResult();
        await services.Host().RefreshAsync("m", Token);
        Assert.Null(services.Host().GetStatus("m").Problem);
    }

    [Fact]
    public async Task A_version_in_two_roles_is_loaded_once()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1).FallBackTo(2).Canary(2, 0.5));
        var runtime = new TextRuntime();
        await using (var services = Setup.Provider(registry, runtime, m => m.RouteBy(r => r.Key)))
        {
            await services.Predictor().PredictAsync(new Row(1), Token);
            Assert.Equal(2, runtime.Loaded.Count);
        }

        Assert.All(runtime.Loaded, m => Assert.Equal(1, m.Disposals));
    }

    [Fact]
    public async Task Another_registry_in_the_place_of_the_one_before_is_followed_though_its_numbers_are_the_same()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var runtime = new TextRuntime();
        await using var services = Setup.Provider(registry, runtime);
        Assert.Equal("one", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        registry.Restore("another one", DeploymentPlan.Live(1));
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal("another one", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
    }

    [Fact]
    public async Task A_log_that_throws_harms_neither_a_prediction_nor_the_following_of_plans()
    {
        var registry = new FakeRegistry().With("throws", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(
            registry, new(), m => m.FallBackTo("f", _ => new Score(7)), s => s.AddLogging(l => l.AddProvider(new ThrowingLogs())));
        Assert.Equal(7, (await services.Predictor().PredictAsync(new Row(1), Token)).Value.Value);
        registry.Fault = new RegistryUnavailableException("away");
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        registry.Fault = null;
        registry.Deploy(DeploymentPlan.Live(2));
        await Until(services, p => p.Value.By == "two");
    }

    [Fact]
    public async Task A_host_can_be_disposed_while_a_refresh_hangs()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var services = Setup.Provider(registry, new());
        await services.Predictor().PredictAsync(new Row(1), Token);
        registry.Hangs = true;
        var refresh = services.Host().RefreshAsync("m", CancellationToken.None);
        await services.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refresh);
    }

    [Fact]
    public async Task Tries_at_a_plan_whose_live_record_cannot_be_read_come_later_and_later()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        registry.RecordFault = new IOException("unreadable");
        await using var services = Setup.Provider(registry, new());
        await services.Predictor().PredictAsync(new Row(1), Token);
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        }

        var next = services.Host().GetStatus("m").NextTry - DateTimeOffset.UtcNow;
        Assert.InRange(next!.Value.TotalSeconds, 5, 9);
    }

    [Fact]
    public async Task A_registry_is_not_asked_over_and_over_while_another_try_at_a_plan_takes_its_time()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var (tries, loads, release) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        var runtime = new TextRuntime
        {
            BeforeLoad = _ =>
            {
                if (++tries == 1)
                {
                    throw new IOException("once");
                }

                loads.SetResult();
                return release.Task;
            },
        };
        await using var services = Setup.Provider(registry, runtime);
        await services.Predictor().PredictAsync(new Row(1), Token);
        await loads.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var before = registry.Looks;

        await Task.Delay(TimeSpan.FromMilliseconds(300), Token);

        Assert.InRange(registry.Looks - before, 0, 3);
        release.SetResult();
    }

    [Fact]
    public async Task A_look_that_is_asked_for_belongs_to_who_asks_for_it()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(registry, new());
        await services.Predictor().PredictAsync(new Row(1), Token);
        var asking = new AsyncLocal<string>();
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        registry.BeforeLook = () =>
        {
            seen.Enqueue(asking.Value);
            return Task.CompletedTask;
        };

        asking.Value = "a request";
        await services.Host().RefreshAsync("m", Token);

        Assert.Contains("a request", seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_registry_that_hears_no_token_keeps_neither_a_refresh_nor_a_host_that_goes(bool blocks)
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var services = Setup.Provider(registry, new());
        await services.Predictor().PredictAsync(new Row(1), Token);
        var release = new TaskCompletionSource();
        registry.BeforeLook = () =>
        {
            if (blocks)
            {
                release.Task.Wait(CancellationToken.None);
            }

            return release.Task;
        };
        using var impatient = new CancellationTokenSource();
        var refresh = services.Host().RefreshAsync("m", impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refresh.WaitAsync(TimeSpan.FromSeconds(30), Token));

        var another = services.Host().RefreshAsync("m", Token);
        await services.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => another);
        release.SetResult();
    }

    [Fact]
    public async Task A_runtime_that_returns_no_model_and_a_stage_that_is_none_are_told_by_name()
    {
        var registry = new FakeRegistry().With("nothing");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var nothing = Setup.Provider(registry, new());
        Assert.Contains("returned no model for m v1", (await nothing.Predictor().PredictAsync(new Row(1), Token)).ToString(), StringComparison.Ordinal);

        await using var stage = Setup.Provider(m => m.FromFunction(_ => new Score(1)).AddStage(Building.StagePoint.Model, "my stage", (_, _) => null!));
        Assert.StartsWith(
            "Unavailable (NoRouteLeft), after [m 'function' (live): NotLoaded",
            (await stage.Predictor().PredictAsync(new Row(1), Token)).ToString(),
            StringComparison.Ordinal);
        Assert.Contains("'my stage' was made as null", (await stage.Predictor().PredictAsync(new Row(1), Token)).ToString(), StringComparison.Ordinal);
    }

    private sealed class ThrowingLogs : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("the log's disk is full");

        public void Dispose()
        {
        }
    }
}
