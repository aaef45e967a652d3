using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlOps.Building;
using MlOps.Fakes;

namespace MlOps.Fallback;

public class OtherModelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_model_answers_by_its_own_rules_and_the_attempts_tell_what_failed_in_both()
    {
        await using var services = Provider(
            ("tenant", m => m.FromFunction(_ => throw new InvalidOperationException()).FallBackToModel("all").FallBackTo("last", _ => new Score(1))),
            ("all", m => m.FromFunction(_ => throw new TimeoutException()).FallBackTo("median", _ => new Score(7))));
        var prediction = await Of(services, "tenant").PredictAsync(new Row(1), Token);

        Assert.Equal(7, prediction.Value.Value);
        Assert.Equal(new Route("tenant", null, "all", RouteRole.FallbackModel), prediction.Route);
        Assert.Equal(new Route("tenant", null, "function", RouteRole.Live), prediction.Assigned);
        Assert.Equal(["tenant 'function' (live)", "all 'function' (live)"], prediction.Attempts.Select(a => a.Route.ToString()));
    }

    [Fact]
    public async Task When_the_other_model_cannot_answer_either_what_stands_behind_it_is_asked()
    {
        await using var services = Provider(
            ("tenant", m => m.FromFunction(_ => throw new InvalidOperationException()).FallBackToModel("all").FallBackTo("last", _ => new Score(1))),
            ("all", m => m.FromFunction(_ => throw new TimeoutException()).FallBackTo("median", _ => new Score(float.NaN))));
        var prediction = await Of(services, "tenant").PredictAsync(new Row(1), Token);

        Assert.Equal("last", prediction.Route!.Name);
        Assert.Equal(
            ["tenant 'function' (live): Threw", "all 'function' (live): Threw", "all 'median' (fallback function): InvalidAnswer"],
            prediction.Attempts.Select(a => $"{a.Route}: {a.Failure}"));
    }

    [Fact]
    public async Task Nobody_left_lists_the_attempts_of_both_models()
    {
        await using var services = Provider(
            ("tenant", m => m.FromFunction(_ => throw new InvalidOperationException()).FallBackToModel("all")),
            ("all", m => m.FromFunction(_ => throw new TimeoutException())));
        var prediction = await Of(services, "tenant").PredictAsync(new Row(1), Token);

        Assert.Equal(UnavailableReason.NoRouteLeft, prediction.Reason);
        Assert.Equal(["tenant 'function' (live)", "all 'function' (live)"], prediction.Attempts.Select(a => a.Route.ToString()));
        Assert.Equal("function", prediction.Assigned!.Name);
    }

    [Fact]
    public async Task A_row_that_the_other_model_rejects_goes_on_and_does_not_count_against_its_health()
    {
        await using var services = Provider(
            ("tenant", m => m
                .FromFunction(_ => throw new InvalidOperationException())
                .FallBackToModel("strict")
                .FallBackTo("last", _ => new Score(1))
                .WithCircuitBreaker(o => o.MinimumThroughput = 2)),
            ("strict", m => m.FromFunction(_ => new Score(3)).CheckAge()));
        var predictor = Of(services, "tenant");
        for (var i = 0; i < 5; i++)
        {
            var prediction = await predictor.PredictAsync(new Row(-1), Token);
            Assert.Equal("last", prediction.Route!.Name);
            Assert.Equal((AttemptFailure.InputRefused, "Age"), (prediction.Attempts[1].Failure, prediction.Attempts[1].Violations[0].Column));
        }

        Assert.Equal("strict", (await predictor.PredictAsync(new Row(1), Token)).Route!.Name);
    }

    [Fact]
    public async Task Another_model_that_is_unhealthy_is_skipped()
    {
        var calls = 0;
        await using var services = Provider(
            ("tenant", m => m
                .FromFunction(_ => throw new InvalidOperationException())
                .FallBackToModel("all")
                .FallBackTo("last", _ => new Score(1))
                .WithCircuitBreaker(o => o.MinimumThroughput = 2)),
            ("all", m => m.FromFunction(_ =>
            {
                calls++;
                throw new TimeoutException();
            })));
        var predictor = Of(services, "tenant");
        await predictor.PredictAsync(new Row(1), Token);
        await predictor.PredictAsync(new Row(1), Token);
        var prediction = await predictor.PredictAsync(new Row(1), Token);

        Assert.Equal(2, calls);
        Assert.Equal(AttemptFailure.Unhealthy, prediction.Attempts.Single(a => a.Route.Name == "all").Failure);
    }

    [Fact]
    public async Task A_model_that_is_not_deployed_is_passed_on_and_counts_for_nothing()
    {
        await using var services = Provider(
            s => s.AddSingleton<IModelRegistry>(new FakeRegistry()),
            ("tenant", m => m.FromFunction(_ => throw new InvalidOperationException()).FallBackToModel("all").FallBackTo("last", _ => new Score(1))),
            ("all", m => m.FromRegistry().AddRuntime(_ => new TextRuntime())));
        var prediction = await Of(services, "tenant").PredictAsync(new Row(1), Token);

        Assert.Equal("last", prediction.Route!.Name);
        Assert.Equal(AttemptFailure.NotLoaded, prediction.Attempts[1].Failure);
        Assert.Equal(0, services.Host().GetStatus("tenant").Routes.Single(r => r.Route.Name == "all").Health!.Samples);
    }

    [Fact]
    public async Task An_answer_that_the_other_model_withheld_stays_withheld_and_is_no_failure()
    {
        var asked = 0;
        await using var services = Provider(
            ("tenant", m => m
                .FromFunction(_ => throw new InvalidOperationException())
                .FallBackToModel("all")
                .FallBackTo("last", _ =>
                {
                    asked++;
                    return new Score(1);
                })
                .WithCircuitBreaker(o => o.MinimumThroughput = 2)),
            ("all", m => m.FromFunction(_ => new Score(7)).SuppressWhen("too near", (_, _) => true)));
        for (var i = 0; i < 5; i++)
        {
            var prediction = await Of(services, "tenant").PredictAsync(new Row(1), Token);
            Assert.Equal((PredictionOutcome.Suppressed, "all"), (prediction.Outcome, prediction.Route!.Name));
            Assert.Equal("too near", Assert.Single(prediction.Heuristics).Name);
            Assert.Equal("function", Assert.Single(prediction.Attempts).Route.Name);
        }

        var health = services.Host().GetStatus("tenant").Routes.Single(r => r.Route.Name == "all").Health!;
        Assert.Equal((RouteHealthState.Closed, 0, null, 0), (health.State, health.Samples, health.LastFailure, asked));
    }

    [Fact]
    public async Task What_the_other_model_withheld_stays_withheld_where_it_is_asked_last_of_all_though_unhealthy()
    {
        var (fails, asked) = (true, 0);
        await using var services = Provider(
            ("tenant", m => m
                .FromFunction(_ => throw new InvalidOperationException())
                .FallBackToModel("all")
                .WithCircuitBreaker(o => o.MinimumThroughput = 2)),
            ("all", m => m.FromFunction(_ => fails ? throw new TimeoutException() : new Score(7 + asked++)).SuppressWhen("too near", (_, _) => true)));
        await Of(services, "tenant").PredictAsync(new Row(1), Token);
        await Of(services, "tenant").PredictAsync(new Row(1), Token);
        fails = false;
        var prediction = await Of(services, "tenant").PredictAsync(new Row(1), Token);

        Assert.Equal((PredictionOutcome.Suppressed, 1), (prediction.Outcome, asked));
        Assert.DoesNotContain(prediction.Attempts, a => a.Route.Name == "all");
    }

    [Fact]
    public async Task What_the_other_model_withheld_stays_withheld_while_nothing_is_deployed()
    {
        await using var services = Provider(
            s => s.AddSingleton<IModelRegistry>(new FakeRegistry()),
            ("tenant", m => m.FromRegistry().AddRuntime(_ => new TextRuntime()).FallBackToModel("all").FallBackTo("last", _ => new Score(1))),
            ("all", m => m.FromFunction(_ => new Score(7)).SuppressWhen("too near", (_, _) => true)));

        for (var i = 0; i < 2; i++)
        {
            var prediction = await Of(services, "tenant").PredictAsync(new Row(1), Token);
            Assert.Equal((PredictionOutcome.Suppressed, "all"), (prediction.Outcome, prediction.Route!.Name));
        }
    }

    [Fact]
    public async Task A_circle_is_refused_at_start_and_named()
    {
        await using var services = Provider(
            ("a", m => m.FromFunction(_ => new Score(1)).FallBackToModel("b")),
            ("b", m => m.FromFunction(_ => new Score(1)).FallBackToModel("c")),
            ("c", m => m.FromFunction(_ => new Score(1)).FallBackToModel("b")));
        var told = await Assert.ThrowsAsync<AggregateException>(() => services.GetServices<IHostedService>().Single().StartAsync(Token));

        Assert.Equal(
            ["Its fallbacks go in a circle: b > c > b. Remove one FallBackToModel of it.", "Its fallbacks go in a circle: c > b > c. Remove one FallBackToModel of it."],
            told.InnerExceptions.Cast<ModelConfigurationException>().SelectMany(e => e.Mistakes));
    }

    [Fact]
    public async Task A_model_that_falls_back_to_itself_is_refused()
    {
        await using var services = Provider(("a", m => m.FromFunction(_ => new Score(1)).FallBackToModel("a")));
        Assert.Contains("a > a", Assert.Throws<ModelConfigurationException>(() => services.Host().GetStatus("a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_ways_from_one_model_to_another_are_not_gone_one_by_one()
    {
        var names = Enumerable.Range(0, 60).Select(i => $"m{i}").ToArray();
        await using var services = Provider([.. names.Select((name, i) => (name, (Action<IModelBuilder<Row, Score>>)(m =>
        {
            m.FromFunction(_ => new Score(i));
            foreach (var next in names.Skip(i + 1).Take(3))
            {
                m.FallBackToModel(next);
            }
        })))]);

        Assert.Empty(await Task.Run(() => services.Host().GetStatus("m0").Routes, Token).WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task A_name_that_is_not_declared_or_of_other_types_is_refused()
    {
        await using var services = Provider(
            s => s.AddModel<Row, Row>("other").FromFunction(row => row),
            ("a", m => m.FromFunction(_ => new Score(1)).FallBackToModel("nowhere").FallBackToModel("other")));
        var refused = Assert.Throws<ModelConfigurationException>(() => services.Host().GetStatus("a"));

        Assert.Equal(2, refused.Mistakes.Count);
        Assert.Contains("FallBackToModel(\"nowhere\") names no declared model; declared are: other, a.", refused.Mistakes[0], StringComparison.Ordinal);
        Assert.Contains("answers Row with Row, and this one answers Row with Score", refused.Mistakes[1], StringComparison.Ordinal);
    }

    private static IPredictor<Row, Score> Of(ServiceProvider services, string model) => services.GetRequiredKeyedService<IPredictor<Row, Score>>(model);

    private static ServiceProvider Provider(params (string Name, Action<IModelBuilder<Row, Score>> Declare)[] models) => Provider(_ => { }, models);

    private static ServiceProvider Provider(Action<IServiceCollection> more, params (string Name, Action<IModelBuilder<Row, Score>> Declare)[] models)
    {
        var services = new ServiceCollection();
        more(services);
        foreach (var (name, declare) in models)
        {
            declare(services.AddModel<Row, Score>(name));
        }

        return services.BuildServiceProvider();
    }
}
