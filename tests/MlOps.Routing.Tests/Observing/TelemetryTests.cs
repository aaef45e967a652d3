using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using MlOps.Fakes;

namespace MlOps.Observing;

public class TelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Predictions_fallbacks_violations_and_rules_are_counted()
    {
        var (services, _) = Provider(m => m
            .FromFunction(row => row.Age == 7 ? throw new TimeoutException() : new Score(row.Age))
            .CheckAge()
            .FallBackTo("f", _ => new Score(1))
            .AddHeuristic("one", (_, score) => score.Value == 1, (_, score) => score with { Value = 2 }));
        await using var _1 = services;
        var meters = services.GetRequiredService<IMeterFactory>();
        using var duration = new MetricCollector<double>(meters, "MlOps.Sdk", "mlops.prediction.duration");
        using var fallbacks = new MetricCollector<long>(meters, "MlOps.Sdk", "mlops.fallback.activations");
        using var violations = new MetricCollector<long>(meters, "MlOps.Sdk", "mlops.validation.violations");
        using var heuristics = new MetricCollector<long>(meters, "MlOps.Sdk", "mlops.heuristic.activations");
        foreach (var age in new[] { 3, 7, -1 })
        {
            await services.Predictor().PredictAsync(new Row(age), Token);
        }

        Assert.Equal(["Answered", "Answered", "Rejected"], duration.GetMeasurementSnapshot().Select(m => m.Tags["mlops.outcome"]));
        var fallback = Assert.Single(fallbacks.GetMeasurementSnapshot());
        Assert.Equal("Threw", fallback.Tags["mlops.fallback.reason"]);
        Assert.Equal("System.TimeoutException", fallback.Tags["error.type"]);
        Assert.Equal(2, violations.GetMeasurementSnapshot().Count);
        Assert.Equal("one", Assert.Single(heuristics.GetMeasurementSnapshot()).Tags["mlops.rule"]);
    }

    [Fact]
    public async Task Every_prediction_is_measured_with_the_digest_of_the_rules_in_force_which_the_status_explains()
    {
        var (services, _) = Provider(m => m
            .FromFunction(row => new Score(row.Age)).CheckAge().AddHeuristic("one", (_, score) => score.Value == 1, (_, score) => score with { Value = 2 }));
        await using var _1 = services;
        using var duration = new MetricCollector<double>(services.GetRequiredService<IMeterFactory>(), "MlOps.Sdk", "mlops.prediction.duration");
        foreach (var age in new[] { 1, 3, -1 })
        {
            await services.Predictor().PredictAsync(new Row(age), Token);
        }

        var heuristics = services.Host().GetStatus("m").Heuristics!;
        Assert.Equal([heuristics.Digest, heuristics.Digest, heuristics.Digest], duration.GetMeasurementSnapshot().Select(m => m.Tags["mlops.heuristics.digest"]));
        Assert.StartsWith("one (change)", heuristics.Text, StringComparison.Ordinal);
        Assert.Equal((2L, 1L), (heuristics.Rules[0].Runs, heuristics.Rules[0].Changes));
    }

    [Theory]
    [InlineData(HeuristicFailureMode.Skip, PredictionOutcome.Answered)]
    [InlineData(HeuristicFailureMode.Suppress, PredictionOutcome.Suppressed)]
    public async Task A_rule_that_fails_does_what_it_declared_and_is_counted_each_time_and_logged_once_an_interval(
        HeuristicFailureMode declared, PredictionOutcome outcome)
    {
        var time = new FakeTimeProvider();
        var services = Setup.Provider(
            m => m.FromFunction(row => new Score(row.Age)).CheckValue()
                .AddHeuristic("throws", (row, _) => row.Age == 1 ? throw new InvalidOperationException() : false, (_, s) => s, o => o.OnFailure = declared)
                .AddHeuristic("invalid", (row, _) => row.Age == 2, (_, _) => new Score(-1), o => o.OnFailure = declared),
            s => s.AddSingleton<TimeProvider>(time).AddMetrics().AddLogging(l => l.AddFakeLogging()));
        await using var _1 = services;
        using var activations = new MetricCollector<long>(services.GetRequiredService<IMeterFactory>(), "MlOps.Sdk", "mlops.heuristic.activations");
        for (var i = 0; i < 3; i++)
        {
            for (var call = 0; call < 10; call++)
            {
                Assert.Equal(outcome, (await services.Predictor().PredictAsync(new Row(1 + (call % 2)), Token)).Outcome);
            }

            time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(30, activations.GetMeasurementSnapshot().Count);
        Assert.Equal([15L, 15L], services.Host().GetStatus("m").Heuristics!.Rules.Select(r => r.Failures));
        Assert.Equal(
            ["throws", "invalid", "throws", "invalid", "throws", "invalid"],
            services.GetFakeLogCollector().GetSnapshot().Where(r => r.Id.Id == 7).Select(r => r.GetStructuredStateValue("Heuristic")));
    }

    [Fact]
    public async Task A_model_without_rules_has_none_in_its_status_and_no_tag_of_them()
    {
        var (services, _) = Provider(m => m.FromFunction(row => new Score(row.Age)));
        await using var _1 = services;
        using var duration = new MetricCollector<double>(services.GetRequiredService<IMeterFactory>(), "MlOps.Sdk", "mlops.prediction.duration");
        await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.False(Assert.Single(duration.GetMeasurementSnapshot()).Tags.ContainsKey("mlops.heuristics.digest"));
        Assert.Null(services.Host().GetStatus("m").Heuristics);
    }

    [Fact]
    public async Task An_incident_is_logged_once_and_then_by_interval()
    {
        var (services, logs) = Provider(m => m.FromFunction(_ => throw new TimeoutException()).CheckAge().FallBackTo("f", _ => new Score(1)));
        await using var _ = services;
        for (var i = 0; i < 1000; i++)
        {
            await services.Predictor().PredictAsync(new Row(i % 2 == 0 ? 1 : -1), Token);
        }

        // Once that the route fails, once that it is unhealthy, and once that it is passed over.
        Assert.Equal([5, 15, 5], logs.GetSnapshot().Select(r => r.Id.Id).Where(id => id is 5 or 15));
        Assert.Single(logs.GetSnapshot(), r => r.Id.Id == 6);
    }

    [Fact]
    public async Task What_a_model_throws_may_quote_the_row_so_its_text_is_traced_and_not_logged()
    {
        var logs = new FakeLogCollector();
        await using var services = Setup.Provider(
            m => m.FromFunction(row => throw new InvalidOperationException($"no answer for age {row.Age}")).FallBackTo("f", _ => new Score(1))
                .AddHeuristic("h", (row, _) => throw new InvalidOperationException($"age {row.Age}"), (_, s) => s),
            s => s.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(logs))));
        await services.Predictor().PredictAsync(new Row(4711), Token);
        var told = logs.GetSnapshot().Where(r => r.Message.Contains("4711", StringComparison.Ordinal) || r.Exception?.Message.Contains("4711", StringComparison.Ordinal) == true);
        Assert.All(told, r => Assert.Equal((12, LogLevel.Trace), (r.Id.Id, r.Level)));
        var warning = Assert.Single(logs.GetSnapshot(), r => r.Id.Id == 5).Message;
        Assert.Contains("System.InvalidOperationException at MlOps.Observing.TelemetryTests", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_failed_load_is_logged_and_says_what_answers_meanwhile()
    {
        var registry = new FakeRegistry().With("broken", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        var logs = new FakeLogCollector();
        await using var services = Setup.Provider(registry, new(), null, s => s.AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs))));
        await services.Predictor().PredictAsync(new Row(1), Token);
        registry.Deploy(DeploymentPlan.Live(2));
        await services.Host().RefreshAsync("m", Token);
        registry.Deploy(DeploymentPlan.Live(1));
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        var messages = logs.GetSnapshot().Where(r => r.Id.Id == 4).Select(r => r.Message).ToArray();
        Assert.Contains("What answers: nobody.", messages[0], StringComparison.Ordinal);
        Assert.Contains("What answers: m v2 (live).", messages[^1], StringComparison.Ordinal);
        Assert.All(messages, m => Assert.Contains("m v1 is broken", m, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_registry_that_cannot_be_watched_is_logged_with_the_reason_and_without_a_word_of_what_serves_where_nothing_does()
    {
        var registry = new FakeRegistry { Fault = new RegistryUnavailableException("The share is away. Mount it.") };
        var logs = new FakeLogCollector();
        await using var services = Setup.Provider(registry, new(), null, s => s.AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs))));
        await services.Predictor().PredictAsync(new Row(1), Token);
        FakeLogRecord? told = null;
        Assert.True(SpinWait.SpinUntil(() => (told = logs.GetSnapshot().FirstOrDefault(r => r.Id.Id == 9)) is not null, TimeSpan.FromSeconds(30)));
        Assert.Equal(
            "The registry can't be watched, failures in a row: 1. The share is away. Mount it. It is tried again every second, and what is loaded meanwhile goes on serving",
            told!.Message);
        Assert.Same(registry.Fault, told.Exception);
    }

    [Fact]
    public async Task The_pipeline_is_logged_as_one_line_when_it_is_declared()
    {
        var (services, logs) = Provider(m => m
            .FallBackTo("base rate", _ => new Score(1)).SuppressWhen("x", (_, _) => false).CheckValue().CheckAge().FromFunction(_ => new Score(1)));
        await using var _ = services;
        await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal(
            "Model m is declared: check input > heuristics > function > or 'base rate' > check answer",
            Assert.Single(logs.GetSnapshot(), r => r.Id.Id == 1).Message);
        Assert.StartsWith("Model m serves function, loaded in ", Assert.Single(logs.GetSnapshot(), r => r.Id.Id == 2).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deployments_wanted_and_serving_can_be_seen_to_converge()
    {
        var registry = new FakeRegistry().With("one", "broken");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(registry, new(), null, s => s.AddMetrics());
        await services.Predictor().PredictAsync(new Row(1), Token);
        registry.Deploy(DeploymentPlan.Live(2));
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        using var numbers = new MetricCollector<long>(services.GetRequiredService<IMeterFactory>(), "MlOps.Sdk", "mlops.deployment.number");
        numbers.RecordObservableInstruments();
        Assert.Equal(
            [("wanted", 2L), ("serving", 1L)],
            numbers.GetMeasurementSnapshot().Select(m => ((string)m.Tags["mlops.deployment.state"]!, m.Value)));
    }

    [Fact]
    public async Task A_prediction_is_traced_with_its_outcome_and_version()
    {
        var activities = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "MlOps.Sdk",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = a =>
            {
                lock (activities)
                {
                    activities.Add(a);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var services = new ServiceCollection();
        services.AddModel<Row, Score>("traced").FromFunction(_ => new Score(1)).SuppressWhen("never", (_, _) => false);
        await using var provider = services.BuildServiceProvider();
        await provider.Predictor().PredictAsync(new Row(1), Token);
        lock (activities)
        {
            var activity = Assert.Single(activities, a => (string?)a.GetTagItem("mlops.model.name") == "traced");
            Assert.Equal("Answered", activity.GetTagItem("mlops.outcome"));
            Assert.Equal("function", activity.GetTagItem("mlops.model.version"));
            Assert.Equal(provider.Host().GetStatus("traced").Heuristics!.Digest, activity.GetTagItem("mlops.heuristics.digest"));
        }
    }

    private static (ServiceProvider Services, FakeLogCollector Logs) Provider(Action<Building.IModelBuilder<Row, Score>> declare)
    {
        var services = Setup.Provider(declare, s => s.AddMetrics().AddLogging(l => l.AddFakeLogging()));
        return (services, services.GetFakeLogCollector());
    }

    [Fact]
    public async Task A_listener_that_throws_fails_no_prediction()
    {
        var (services, _) = Provider(m => m.FromFunction(_ => throw new TimeoutException()).FallBackTo("f", _ => new Score(1)));
        await using var _1 = services;
        var own = services.GetRequiredService<IMeterFactory>().Create("MlOps.Sdk");
        using var listener = new MeterListener
        {
            InstrumentPublished = (i, l) =>
            {
                if (i.Meter == own)
                {
                    l.EnableMeasurementEvents(i);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => throw new InvalidOperationException("a bad exporter"));
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("a bad exporter"));
        listener.Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "MlOps.Sdk",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => throw new InvalidOperationException("a bad sampler"),
        };
        ActivitySource.AddActivityListener(activities);
        Assert.Equal(1, (await services.Predictor().PredictAsync(new Row(1), Token)).Value.Value);
    }

    [Fact]
    public async Task A_registered_schema_that_the_host_does_not_check_by_is_warned_of()
    {
        var registry = new FakeRegistry { InputSchema = new() { Columns = [new() { Name = "Age", Type = ColumnType.Number }] } }.With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var logs = new FakeLogCollector();
        await using var services = Setup.Provider(registry, new(), null, s => s.AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs))));
        await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Contains("add ValidateInput()", Assert.Single(logs.GetSnapshot(), r => r.Id.Id == 13).Message, StringComparison.Ordinal);
    }
}
