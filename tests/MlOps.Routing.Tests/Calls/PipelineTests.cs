using Microsoft.Extensions.DependencyInjection;
using MlOps.Fakes;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Retry;

namespace MlOps.Calls;

public class PipelineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pipeline_retries_what_throws_and_the_prediction_is_plain()
    {
        var calls = 0;
        await using var services = Setup.Provider(m => m
            .FromFunction(_ => ++calls < 3 ? throw new TimeoutException() : new Score(calls))
            .WithPipeline((pipeline, _) => pipeline.AddRetry(new RetryStrategyOptions { Delay = TimeSpan.Zero, MaxRetryAttempts = 2 })));
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);

        Assert.Equal(3, prediction.Value.Value);
        Assert.True(prediction.IsPlain);
    }

    [Fact]
    public async Task What_a_pipeline_throws_is_a_failure_of_the_route_and_each_route_has_a_state_of_its_own_that_outlives_plans()
    {
        var registry = new FakeRegistry().With("good", "throws");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Setup.Provider(registry, new(), m => m.WithPipeline((pipeline, _) => pipeline.AddCircuitBreaker(
            new CircuitBreakerStrategyOptions { MinimumThroughput = 2, FailureRatio = 1, BreakDuration = TimeSpan.FromHours(1) })));
        var predictor = services.Predictor();
        await predictor.PredictAsync(new Row(1), Token);
        await predictor.PredictAsync(new Row(1), Token);
        var prediction = await predictor.PredictAsync(new Row(1), Token);
        Assert.Equal("v1", prediction.Route!.Name);
        Assert.IsType<BrokenCircuitException>(prediction.Attempts[0].Exception);

        registry.Deploy(DeploymentPlan.Live(1).FallBackTo(2));
        await services.Host().RefreshAsync("m", Token);
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await services.Host().RefreshAsync("m", Token);
        Assert.IsType<BrokenCircuitException>((await predictor.PredictAsync(new Row(1), Token)).Attempts[0].Exception);
    }

    [Fact]
    public async Task A_pipeline_of_the_hosts_services_stands_on_one_fallback()
    {
        var calls = 0;
        await using var services = Setup.Provider(
            m => m
                .FromFunction(_ => throw new InvalidOperationException())
                .FallBackTo("median", _ => ++calls < 2 ? throw new TimeoutException() : new Score(4))
                .WithPipeline((pipeline, s) => pipeline.AddPipeline(s.GetRequiredService<ResiliencePipelineProvider<string>>().GetPipeline("again")), fallback: "median"),
            s =>
            {
                var known = new ResiliencePipelineRegistry<string>();
                known.TryAddBuilder("again", (pipeline, _) => pipeline.AddRetry(new() { Delay = TimeSpan.Zero }));
                s.AddSingleton<ResiliencePipelineProvider<string>>(known);
            });
        Assert.Equal(4, (await services.Predictor().PredictAsync(new Row(1), Token)).Value.Value);
    }

    [Fact]
    public async Task A_pipeline_that_cannot_be_made_and_a_second_one_are_refused_at_start()
    {
        await using var wrong = Setup.Provider(m => m
            .FromFunction(_ => new Score(1))
            .WithPipeline((pipeline, _) => pipeline.AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 0 })));
        Assert.Contains("pipeline", Assert.Throws<ModelConfigurationException>(() => wrong.Host().GetStatus("m")).Message, StringComparison.Ordinal);

        await using var twice = Setup.Provider(m => m.FromFunction(_ => new Score(1)).WithPipeline((_, _) => { }).WithPipeline((_, _) => { }));
        Assert.Contains("more than one pipeline", Assert.Throws<ModelConfigurationException>(() => twice.Host().GetStatus("m")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_cancellation_within_a_pipeline_never_falls_back()
    {
        using var stop = new CancellationTokenSource();
        await using var services = Setup.Provider(m => m
            .FromFunction(_ =>
            {
                stop.Cancel();
                throw new InvalidOperationException();
            })
            .WithPipeline((pipeline, _) => pipeline.AddRetry(new RetryStrategyOptions { Delay = TimeSpan.FromHours(1) }))
            .FallBackTo("other", _ => new Score(1)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await services.Predictor().PredictAsync(new Row(1), stop.Token));
    }
}
