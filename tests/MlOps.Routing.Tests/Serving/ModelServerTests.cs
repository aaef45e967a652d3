using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlOps.Fakes;

namespace MlOps.Serving;

public class ModelServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_deployment_is_followed_without_a_restart_and_the_old_models_are_disposed_once()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        var runtime = new TextRuntime();
        await using var services = Setup.Provider(registry, runtime);
        Assert.Equal("one", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        var one = runtime.Loaded.Single();

        registry.Deploy(DeploymentPlan.Live(2));
        await one.Disposed.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal("two", prediction.Value.By);
        Assert.Equal(2, prediction.Route?.Version);
        Assert.Equal(1, one.Disposals);
    }

    [Fact]
    public async Task No_call_ever_meets_a_disposed_model_while_plans_change()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        var runtime = new TextRuntime();
        await using var services = Setup.Provider(registry, runtime);
        var predictor = services.Predictor();
        await predictor.PredictAsync(new Row(1), Token);
        using var stop = new CancellationTokenSource();
        var began = Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource()).ToArray();
        var callers = began.Select(first => Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    // A disposed model throws, which would show as unavailable: there is nothing to fall back to.
                    Assert.Equal(PredictionOutcome.Answered, (await predictor.PredictAsync(new Row(1), CancellationToken.None)).Outcome);
                    first.TrySetResult();
                }
            },
            Token)).ToArray();
        await Task.WhenAll(began.Select(first => first.Task)).WaitAsync(TimeSpan.FromSeconds(30), Token);

        for (var i = 0; i < 300; i++)
        {
            registry.Deploy(DeploymentPlan.Live((i % 2) + 1));
            await services.Host().RefreshAsync("m", Token);
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);
        var live = runtime.Loaded.Where(m => m.Disposals == 0).ToList();
        var retired = runtime.Loaded.Except(live).ToList();
        await Task.WhenAll(retired.Select(m => m.Disposed.Task)).WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.All(runtime.Loaded, m => Assert.InRange(m.Disposals, 0, 1));
    }

    [Fact]
    public async Task A_live_version_that_cannot_be_loaded_keeps_what_serves_and_says_why()
    {
        var registry = new FakeRegistry().With("one", "broken");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(registry, new());
        await services.Predictor().PredictAsync(new Row(1), Token);

        registry.Deploy(DeploymentPlan.Live(2));
        var e = await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Contains("m v2 is broken", e.Message, StringComparison.Ordinal);

        Assert.Equal("one", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        var status = services.Host().GetStatus("m");
        Assert.Equal(2, status.Wanted?.Plan.LiveVersion);
        Assert.Equal(1, status.Serving?.Plan.LiveVersion);
        Assert.Contains("m v2 is broken", status.Problem, StringComparison.Ordinal);
        Assert.NotNull(status.NextTry);
    }

    [Fact]
    public async Task A_broken_fallback_holds_no_live_version_back()
    {
        var registry = new FakeRegistry().With("broken", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Setup.Provider(registry, new());
        Assert.Equal("two", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        var status = services.Host().GetStatus("m");
        Assert.Equal([null, "m v1 is broken"], status.Routes.Select(r => r.WhyNot));
    }

    [Fact]
    public async Task On_a_cold_start_the_first_ready_rung_answers_for_a_broken_live_version()
    {
        var registry = new FakeRegistry().With("one", "broken");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Setup.Provider(registry, new());
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal("one", prediction.Value.By);
        Assert.Equal(2, prediction.Assigned?.Version);
        Assert.Equal(AttemptFailure.NotLoaded, Assert.Single(prediction.Attempts).Failure);
    }

    [Fact]
    public async Task A_version_that_failed_is_tried_again_when_its_time_comes()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        var time = new FakeTimeProvider();
        var failures = 2;
        var failed = new TaskCompletionSource();
        var runtime = new TextRuntime
        {
            BeforeLoad = text =>
            {
                if (text == "two" && failures-- > 0)
                {
                    failed.TrySetResult();
                    throw new IOException("not yet");
                }

                return Task.CompletedTask;
            },
        };
        await using var services = Setup.Provider(registry, runtime, null, s => s.AddSingleton<TimeProvider>(time));
        await services.Predictor().PredictAsync(new Row(1), Token);
        registry.Deploy(DeploymentPlan.Live(2));
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await Eventually.Holds(async () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            return (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By == "two";
        });

        Assert.Null(services.Host().GetStatus("m").Problem);
    }

    [Fact]
    public async Task An_unreachable_registry_takes_nothing_away_and_is_followed_again_when_it_is_back()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(registry, new());
        await services.Predictor().PredictAsync(new Row(1), Token);
        registry.Fault = new RegistryUnavailableException("the disk is away");
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Equal("one", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        Assert.Contains("the disk is away", services.Host().GetStatus("m").Problem, StringComparison.Ordinal);

        registry.Fault = null;
        await services.Host().RefreshAsync("m", Token);
        Assert.Null(services.Host().GetStatus("m").Problem);
        registry.Deploy(DeploymentPlan.Live(2));
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal("two", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
    }

    [Fact]
    public async Task Everyone_who_comes_while_the_first_load_runs_awaits_that_one()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var release = new TaskCompletionSource();
        var runtime = new TextRuntime { BeforeLoad = _ => release.Task };
        await using var services = Setup.Provider(registry, runtime);
        var calls = Enumerable.Range(0, 20).Select(_ => services.Predictor().PredictAsync(new Row(1), Token).AsTask()).ToArray();
        Assert.All(calls, c => Assert.False(c.IsCompleted));
        using var gone = new CancellationTokenSource();
        var impatient = services.Predictor().PredictAsync(new Row(1), gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        release.SetResult();
        Assert.All(await Task.WhenAll(calls), p => Assert.Equal("one", p.Value.By));
        Assert.Single(runtime.Loaded);
    }

    [Fact]
    public async Task Without_a_deployment_the_functions_answer_or_the_prediction_says_that_there_is_none()
    {
        await using var none = Setup.Provider(new FakeRegistry().With("one"), new());
        Assert.Equal(UnavailableReason.NoDeployment, (await none.Predictor().PredictAsync(new Row(1), Token)).Reason);

        await using var function = Setup.Provider(new FakeRegistry(), new(), m => m.FallBackTo("f", _ => new Score(5)));
        Assert.Equal(5, (await function.Predictor().PredictAsync(new Row(1), Token)).Value.Value);
    }

    [Fact]
    public async Task A_canary_takes_its_share_of_keys_and_falls_back_to_live()
    {
        var registry = new FakeRegistry().With("one", "throws");
        registry.Deploy(DeploymentPlan.Live(1).Canary(2, 0.5));
        await using var services = Setup.Provider(registry, new(), m => m.RouteBy(row => row.Key));
        var predictions = new List<Prediction<Score>>();
        for (var i = 0; i < 200; i++)
        {
            predictions.Add(await services.Predictor().PredictAsync(new Row(1, $"customer {i}"), Token));
        }

        Assert.All(predictions, p => Assert.Equal("one", p.Value.By));
        Assert.InRange(predictions.Count(p => p.Assigned?.Role == RouteRole.Canary), 70, 130);
        Assert.Equal(RouteRole.Live, (await services.Predictor().PredictAsync(new Row(1), Token)).Assigned?.Role);
    }

    [Fact]
    public async Task A_plan_with_a_canary_is_refused_by_a_host_without_a_key()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(registry, new());
        await services.Predictor().PredictAsync(new Row(1), Token);
        registry.Deploy(DeploymentPlan.Live(1).Canary(2, 0.5));
        var e = await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Contains("RouteBy", e.Message, StringComparison.Ordinal);
        Assert.Null(services.Host().GetStatus("m").NextTry);
        Assert.Equal(1, services.Host().GetStatus("m").Serving?.Number);
    }

    [Fact]
    public async Task Where_nothing_serves_yet_a_plan_with_a_canary_serves_without_it()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1).Canary(2, 0.5));
        await using var services = Setup.Provider(registry, new());
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal("one", prediction.Value.By);
        Assert.Empty(prediction.Attempts);
        var status = services.Host().GetStatus("m");
        Assert.Contains("RouteBy", status.Problem, StringComparison.Ordinal);
        Assert.Null(status.NextTry);
    }

    [Fact]
    public async Task A_version_that_serves_already_is_not_loaded_again()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        var runtime = new TextRuntime();
        await using var services = Setup.Provider(registry, runtime);
        await services.Predictor().PredictAsync(new Row(1), Token);
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await services.Host().RefreshAsync("m", Token);
        registry.Deploy(DeploymentPlan.Live(1));
        await services.Host().RefreshAsync("m", Token);
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal("one", prediction.Value.By);
        Assert.Equal(RouteRole.Live, prediction.Route?.Role);
        await runtime.Loaded.Single(m => m.Text == "two").Disposed.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(0, runtime.Loaded.Single(m => m.Text == "one").Disposals);
    }

    [Fact]
    public async Task A_row_whose_routing_key_cannot_be_taken_goes_to_live_and_through_the_input_check()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1).Canary(2, 1));
        await using var services = Setup.Provider(registry, new(), m => m.RouteBy(row => row.Key!.Trim()).CheckAge());
        Assert.Equal("two", (await services.Predictor().PredictAsync(new Row(1, "customer"), Token)).Value.By);
        Assert.Equal("one", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        Assert.Equal(PredictionOutcome.Rejected, (await services.Predictor().PredictAsync(new Row(-1), Token)).Outcome);
    }
}
