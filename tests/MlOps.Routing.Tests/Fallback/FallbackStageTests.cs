using Microsoft.Extensions.DependencyInjection;
using MlOps.Fakes;

namespace MlOps.Fallback;

public class FallbackStageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_are_asked_in_the_order_of_the_plan_and_then_functions()
    {
        var registry = new FakeRegistry().With("throws", "NaN", "throws");
        registry.Deploy(DeploymentPlan.Live(3).FallBackTo(2).FallBackTo(1));
        await using var services = Setup.Provider(
            registry, new(), m => m.FallBackTo("first", _ => throw new TimeoutException()).FallBackTo("second", _ => new Score(7)));
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);

        Assert.Equal(7, prediction.Value.Value);
        Assert.Equal(new Route("m", null, "second", RouteRole.FallbackFunction), prediction.Route);
        Assert.Equal(new Route("m", 3, "v3", RouteRole.Live), prediction.Assigned);
        Assert.Equal(["v3", "v2", "v1", "first"], prediction.Attempts.Select(a => a.Route.Name));
        Assert.Equal(
            [AttemptFailure.Threw, AttemptFailure.InvalidAnswer, AttemptFailure.Threw, AttemptFailure.Threw],
            prediction.Attempts.Select(a => a.Failure));
        Assert.Equal("finite", Assert.Single(prediction.Attempts[1].Violations).Rule);
    }

    [Fact]
    public async Task When_nobody_is_left_the_prediction_lists_every_attempt()
    {
        await using var services = Setup.Provider(m => m
            .FromFunction(_ => throw new InvalidOperationException("live"))
            .FallBackTo("null", _ => null!)
            .FallBackTo("throws", _ => throw new TimeoutException("last")));
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);

        Assert.Equal(UnavailableReason.NoRouteLeft, prediction.Reason);
        Assert.Equal(3, prediction.Attempts.Count);
        Assert.Equal(MissingState.Null, prediction.Attempts[1].Violations[0].Missing);
        Assert.Throws<InvalidOperationException>(() => prediction.Value);
    }

    [Fact]
    public async Task A_host_can_ask_for_the_last_exception_instead()
    {
        await using var services = Setup.Provider(m => m
            .FromFunction(_ => throw new InvalidOperationException("live"))
            .FallBackTo("throws", _ => throw new TimeoutException("last"))
            .Configure(o => o.ThrowWhenUnavailable = true));
        await Assert.ThrowsAsync<TimeoutException>(async () => await services.Predictor().PredictAsync(new Row(1), Token));
    }

    [Fact]
    public async Task The_callers_cancellation_never_falls_back()
    {
        using var stop = new CancellationTokenSource();
        var fallbacks = 0;
        await using var services = Setup.Provider(m => m
            .FromFunction(_ =>
            {
                stop.Cancel();
                throw new OperationCanceledException(stop.Token);
            })
            .FallBackTo("other", _ => new Score(++fallbacks)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await services.Predictor().PredictAsync(new Row(1), stop.Token));
        Assert.Equal(0, fallbacks);
    }

    [Fact]
    public async Task A_caller_who_has_left_gets_no_fallback_whatever_the_model_throws()
    {
        using var stop = new CancellationTokenSource();
        var fallbacks = 0;
        await using var services = Setup.Provider(m => m
            .FromFunction(_ =>
            {
                stop.Cancel();
                throw new InvalidOperationException("the connection was cut by the cancellation");
            })
            .FallBackTo("other", _ => new Score(++fallbacks)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await services.Predictor().PredictAsync(new Row(1), stop.Token));
        Assert.Equal(0, fallbacks);
    }

    [Fact]
    public async Task Any_other_cancellation_is_a_failure_of_the_route()
    {
        await using var services = Setup.Provider(m => m
            .FromFunction(_ => throw new OperationCanceledException())
            .FallBackTo("other", _ => new Score(4)));
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal(4, prediction.Value.Value);
    }

    [Fact]
    public async Task A_model_from_services_can_be_a_fallback()
    {
        await using var services = Setup.Provider(
            m => m.FromFunction(_ => throw new InvalidOperationException()).FallBackTo<Row, Score, Median>("median"),
            s => s.AddSingleton(new Score(11)));
        Assert.Equal(11, (await services.Predictor().PredictAsync(new Row(1), Token)).Value.Value);
    }

    private sealed class Median(Score median) : IModel<Row, Score>
    {
        public ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken) => new(median);
    }
}
