using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using MlOps.Fakes;

namespace MlOps.Serving;

/// <summary>What a host does when its registry refuses what it holds, or holds something else than it did.</summary>
public class TrustTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deployment_that_is_refused_is_no_reason_to_stop_serving_and_the_status_says_why_and_when_it_is_looked_at_again()
    {
        var registry = new FakeRegistry().With("one", "two");
        var first = registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(registry, new());
        await services.Predictor().PredictAsync(new Row(1), Token);

        registry.Fault = new UntrustedRecordException("m #2 isn't signed.");
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));

        Assert.Equal("one", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        var status = services.Host().GetStatus("m");
        Assert.Equal((first, "m #2 isn't signed."), (status.Serving, status.Problem));
        Assert.NotNull(status.NextTry);

        registry.Fault = null;
        registry.Deploy(DeploymentPlan.Live(2));
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal("two", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        Assert.Null(services.Host().GetStatus("m").Problem);
    }

    [Fact]
    public async Task A_version_that_is_refused_is_a_fault_of_its_own()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        var runtime = new TextRuntime { BeforeLoad = text => text == "two" ? throw new UntrustedRecordException("m v2 isn't signed.") : Task.CompletedTask };
        await using var services = Setup.Provider(registry, runtime);

        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);

        Assert.Equal("one", prediction.Value.By);
        Assert.IsType<UntrustedRecordException>(Assert.Single(prediction.Attempts).Exception);
    }

    [Fact]
    public async Task A_record_that_was_edited_since_it_was_deployed_decides_about_no_row()
    {
        var registry = new FakeRegistry().With("one", "two");
        var first = registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(registry, new());
        await services.Predictor().PredictAsync(new Row(1), Token);
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1), beforeItIsSeen: () => registry.Edit(2, new()));

        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));

        Assert.Equal(first, services.Host().GetStatus("m").Serving);
        Assert.Contains("The record of m v2 isn't the one that m #2: live v2, fallback v1 was put in force with", services.Host().GetStatus("m").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fallback_whose_record_was_edited_is_not_loaded_and_keeps_nobody_else_from_serving()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        registry.Edit(1, new());
        await using var services = Setup.Provider(registry, new());

        Assert.Equal("two", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        await Eventually.Holds(() => services.Host().GetStatus("m").Routes is [_, { WhyNot: { } why }] && why.Contains("The record of m v1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_that_serves_is_not_taken_for_one_whose_record_says_something_else()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var runtime = new TextRuntime();
        await using var services = Setup.Provider(registry, runtime);
        await services.Predictor().PredictAsync(new Row(1), Token);
        registry.Edit(1, new());
        registry.Deploy(DeploymentPlan.Live(1));

        await services.Host().RefreshAsync("m", Token);

        // So the registry is asked for it, which looks at what it says.
        Assert.Equal((2, 2), (registry.Opens, runtime.Loaded.Count));
    }

    [Fact]
    public async Task A_history_that_was_cut_is_followed_and_told_once()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        registry.Deploy(DeploymentPlan.Live(2));
        var logs = new FakeLogCollector();
        await using var services = Setup.Provider(registry, new(), more: s => s.AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs))));
        await services.Predictor().PredictAsync(new Row(1), Token);

        registry.Cut();
        await services.Host().RefreshAsync("m", Token);
        await services.Host().RefreshAsync("m", Token);

        Assert.Equal("one", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        var told = Assert.Single(logs.GetSnapshot(), r => r.Id.Id == 14);
        Assert.Equal(LogLevel.Warning, told.Level);
        Assert.Contains("m #1: live v1", told.Message, StringComparison.Ordinal);
        Assert.Contains("m #2: live v2", told.Message, StringComparison.Ordinal);
    }
}
