using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;
using MlOps.Fakes;
using MlOps.Runtimes;

namespace MlOps.Staging;

public sealed class CanaryTests
{
    private readonly FakeRegistry _registry = new FakeRegistry().With("live", "canary");
    private readonly AnsweringRuntime _runtime = new AnsweringRuntime().With("live", row => new(row.Age, "live")).With("canary", row => new(row.Age, "canary"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_canary_is_compared_with_live_on_the_rows_that_it_answered()
    {
        _runtime.With("canary", row => row.Age < 20 ? new(row.Age, "canary") : new(row.Age + 1000, "canary"));
        _registry.Deploy(DeploymentPlan.Live(1).Canary(2, 1));
        await using var services = Provider(m => m.RouteBy(row => row.Key).CompareNumbers(s => s.Value, absolute: 1));
        for (var age = 0; age < 100; age++)
        {
            Assert.Equal("canary", (await services.Predictor().PredictAsync(new Row(age, $"{age}"), Token)).Value.By);
        }

        var evidence = await ShadowTests.Compared(services, 100, RouteRole.Canary);
        Assert.Equal((100, 100, 20, 80, 0), (evidence.Seen, evidence.Sampled, evidence.Agreed, evidence.Differed, evidence.WithoutKey));
        Assert.Equal((100, 0), (evidence.CandidateLatency.Count, evidence.LiveLatency.Count));
        Assert.Equal((1000, "Value = 20, By = live"), (evidence.LargestDisagreements[0].Distance, evidence.LargestDisagreements[0].Live));
    }

    [Fact]
    public async Task A_model_that_follows_no_registry_may_say_what_a_canary_would_stick_to_and_nobody_asks()
    {
        await using var services = Setup.Provider(m => m.FromFunction(row => new(row.Age)).RouteBy(_ => throw new InvalidOperationException()));
        var prediction = await services.Predictor().PredictAsync(new Row(7), new PredictionOptions { RoutingKey = "k" }, Token);
        Assert.Equal((PredictionOutcome.Answered, RouteRole.Live, RouteRole.Live), (prediction.Outcome, prediction.Assigned?.Role, prediction.Route?.Role));
        Assert.Equal(0, (await services.Predictor().PredictAsync(new Row(0), Token)).Value.Value);
        Assert.Null(services.Host().GetStatus("m").Problem);
    }

    [Fact]
    public async Task A_canary_that_gives_no_valid_answer_disagrees_and_live_answers()
    {
        _runtime.With("canary", row => row.Age switch
        {
            1 => throw new InvalidOperationException(),
            2 => new(float.NaN),
            _ => new(row.Age),
        });
        _registry.Deploy(DeploymentPlan.Live(1).Canary(2, 1));
        await using var services = Provider(m => m.RouteBy(row => row.Key).CompareNumbers(s => s.Value, absolute: 0));
        for (var age = 0; age < 4; age++)
        {
            Assert.Equal(age, (await services.Predictor().PredictAsync(new Row(age, "k"), Token)).Value.Value);
        }

        var evidence = await ShadowTests.Compared(services, 4, RouteRole.Canary);
        Assert.Equal([AttemptFailure.Threw, AttemptFailure.InvalidAnswer], evidence.Failed.Keys);
        Assert.Equal((0.5, 0.5), (evidence.Agreement.Value, evidence.ErrorRate.Value));
    }

    [Fact]
    public async Task A_shadow_sees_what_live_answers_in_a_canarys_place()
    {
        _registry.With("shadow");
        _runtime.With("canary", _ => throw new InvalidOperationException()).With("shadow", row => new(row.Age));
        _registry.Deploy(DeploymentPlan.Live(1).Canary(2, 1).Shadow(3));
        await using var services = Provider(m => m.RouteBy(row => row.Key).CompareNumbers(s => s.Value, absolute: 0));
        for (var age = 0; age < 4; age++)
        {
            Assert.Equal("live", (await services.Predictor().PredictAsync(new Row(age, "k"), Token)).Value.By);
        }

        Assert.Equal((4, 4), ((await ShadowTests.Compared(services, 4)).Seen, (await ShadowTests.Compared(services, 4, RouteRole.Canary)).Seen));
    }

    [Fact]
    public async Task A_row_that_live_gives_no_answer_to_has_no_pair_and_live_is_none_the_worse()
    {
        _runtime.With("live", row => row.Age == 1 ? throw new InvalidOperationException() : new(row.Age));
        _registry.Deploy(DeploymentPlan.Live(1).Canary(2, 1));
        await using var services = Provider(m => m.RouteBy(row => row.Key));
        await services.Predictor().PredictAsync(new Row(1, "k"), Token);
        await Eventually.Holds(() => services.Host().GetEvidence("m")[0].Unpaired == 1);
        Assert.Equal(0, services.Host().GetStatus("m").Routes.Single(r => r.Route.Role == RouteRole.Live).Health!.Samples);
    }

    [Fact]
    public async Task A_null_or_empty_key_goes_to_live_and_is_counted()
    {
        _registry.Deploy(DeploymentPlan.Live(1).Canary(2, 1));
        await using var services = Provider(m => m.RouteBy(row => row.Key));
        foreach (var key in new[] { null, "", "customer", null })
        {
            Assert.Equal(string.IsNullOrEmpty(key) ? "live" : "canary", (await services.Predictor().PredictAsync(new Row(1, key), Token)).Value.By);
        }

        Assert.Equal("canary", (await services.Predictor().PredictAsync(new Row(1), new PredictionOptions { RoutingKey = "customer" }, Token)).Value.By);
        Assert.Equal((2, 3), (services.Host().GetEvidence("m")[0].Seen, services.Host().GetEvidence("m")[0].WithoutKey));
    }

    [Fact]
    public async Task A_host_that_asked_for_it_spreads_a_canary_at_random()
    {
        _registry.Deploy(DeploymentPlan.Live(1).Canary(2, 0.3));
        await using var services = Provider(m => m.RouteAtRandom());
        var canary = 0;
        for (var i = 0; i < 10_000; i++)
        {
            canary += (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By == "canary" ? 1 : 0;
        }

        // Five standard deviations of a binomial.
        Assert.InRange(canary, 3000 - 230, 3000 + 230);

        var sticky = new HashSet<string?>();
        for (var i = 0; i < 100; i++)
        {
            sticky.Add((await services.Predictor().PredictAsync(new Row(1), new PredictionOptions { RoutingKey = "customer" }, Token)).Value.By);
        }

        Assert.Single(sticky);
    }

    [Fact]
    public void A_key_and_none_are_said_at_most_once()
    {
        using var services = Provider(m => m.RouteBy(row => row.Key).RouteAtRandom());
        Assert.Contains("RouteBy or RouteAtRandom", Assert.Throws<ModelConfigurationException>(services.Predictor).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canary_that_turns_unhealthy_leaves_its_share_to_live_at_once()
    {
        _runtime.With("canary", _ => throw new InvalidOperationException());
        _registry.Deploy(DeploymentPlan.Live(1).Canary(2, 1));
        await using var services = Provider(m => m.RouteBy(row => row.Key).WithCircuitBreaker(o => (o.MinimumThroughput, o.FailureRatio) = (2, 0.5)));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(AttemptFailure.Threw, Assert.Single((await services.Predictor().PredictAsync(new Row(1, "k"), Token)).Attempts).Failure);
        }

        var next = await services.Predictor().PredictAsync(new Row(1, "k"), Token);
        Assert.Equal(("live", AttemptFailure.Unhealthy), (next.Value.By, Assert.Single(next.Attempts).Failure));
        Assert.Equal(2, services.Host().GetEvidence("m")[0].Seen);
    }

    [Fact]
    public async Task Raising_the_share_goes_on_with_the_evidence_and_keeps_every_key_that_the_canary_had()
    {
        _registry.Deploy(DeploymentPlan.Live(1).Canary(2, 0.1));
        await using var services = Provider(m => m.RouteBy(row => row.Key).CompareNumbers(s => s.Value, absolute: 0));
        var before = new HashSet<string>();
        var rows = 0;
        foreach (var share in new[] { 0.1, 0.2, 0.5, 1 })
        {
            _registry.Deploy(DeploymentPlan.Live(1).Canary(2, share));
            await services.Host().RefreshAsync("m", Token);
            var now = new HashSet<string>();
            for (var i = 0; i < 200; i++)
            {
                if ((await services.Predictor().PredictAsync(new Row(1, $"customer {i}"), Token)).Value.By == "canary")
                {
                    now.Add($"customer {i}");
                }
            }

            Assert.Superset(before, now);
            before = now;
            rows += now.Count;
        }

        // What waited as a plan ended was dropped.
        await Eventually.Holds(() => services.Host().GetEvidence("m")[0] is var e && e.Agreed + e.Dropped == rows);
        Assert.Equal((rows, rows), (services.Host().GetEvidence("m")[0].Seen, services.Host().GetEvidence("m")[0].Sampled));
    }

    private ServiceProvider Provider(Action<IModelBuilder<Row, Score>> declare) => Setup.Provider(
        m => declare(m.FromRegistry().AddRuntime(_ => (IModelRuntime<Row, Score>)_runtime)),
        s => s.AddSingleton<IModelRegistry>(_registry));
}
