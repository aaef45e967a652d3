using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using MlOps.Fakes;
using MlOps.Runtimes;

namespace MlOps.Staging;

[Collection("alone")]
public sealed class CandidateTelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_became_of_rows_is_counted_by_result_and_failures_are_logged_once()
    {
        var logs = new FakeLogCollector();
        using var gate = new ManualResetEventSlim(true);
        var runtime = new AnsweringRuntime().With("live", row => new(row.Age)).With("shadow", row =>
        {
            gate.Wait();
            return row.Age switch { < 10 => new(row.Age), < 15 => new(-1), _ => throw new InvalidOperationException($"age {row.Age}") };
        });
        var registry = new FakeRegistry().With("live", "shadow");
        registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Setup.Provider(
            m => m.FromRegistry().AddRuntime(_ => (IModelRuntime<Row, Score>)runtime).Shadow(o => o.MaxQueued = 20),
            s => s.AddSingleton<IModelRegistry>(registry).AddMetrics().AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs))));
        using var rows = new MetricCollector<long>(services.GetRequiredService<IMeterFactory>(), "MlOps.Sdk", "mlops.candidate.rows");
        for (var age = 0; age < 20; age++)
        {
            await services.Predictor().PredictAsync(new Row(age), Token);
        }

        await ShadowTests.Compared(services, 20);
        gate.Reset();
        for (var age = 0; age < 50; age++)
        {
            await services.Predictor().PredictAsync(new Row(1), Token);
        }

        gate.Set();
        await Eventually.Holds(() => services.Host().GetEvidence("m")[0] is var e && e.Compared + e.Dropped == 70);
        var byResult = rows.GetMeasurementSnapshot().GroupBy(m => (string)m.Tags["mlops.candidate.result"]!).ToDictionary(g => g.Key, g => g.Sum(m => m.Value));
        Assert.Equal(5, byResult["differed"]);
        Assert.Equal(5, byResult["Threw"]);
        Assert.Equal(60, byResult["agreed"] + byResult["dropped"]);
        Assert.All(rows.GetMeasurementSnapshot(), m => Assert.Equal(("m", "v2", "Shadow"), (m.Tags["mlops.model.name"], m.Tags["mlops.model.version"], m.Tags["mlops.candidate.role"])));

        Assert.Single(logs.GetSnapshot(), r => r.Id.Id == 21);
        var dropped = Assert.Single(logs.GetSnapshot(), r => r.Id.Id == 20);
        Assert.Contains("SampleShare", dropped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(logs.GetSnapshot(), r => r.Level >= LogLevel.Debug && r.Message.Contains("age 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_shadow_throws_at_a_sensitive_row_is_told_by_its_type_alone()
    {
        var logs = new FakeLogCollector();
        var runtime = new AnsweringRuntime().With("live", row => new(row.Age)).With("shadow", row => throw new InvalidOperationException($"age {row.Age}"));
        var registry = new FakeRegistry { InputSchema = new() { Columns = [new() { Name = "Age", Type = ColumnType.Number, Sensitive = true }] } }.With("live", "shadow");
        registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Setup.Provider(
            m => m.FromRegistry().AddRuntime(_ => (IModelRuntime<Row, Score>)runtime),
            s => s.AddSingleton<IModelRegistry>(registry).AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(logs))));
        await services.Predictor().PredictAsync(new Row(39), Token);
        await ShadowTests.Compared(services, 1);
        await Eventually.Holds(() => logs.GetSnapshot().Any(r => r.Id.Id == 21));
        Assert.DoesNotContain(logs.GetSnapshot(), r => $"{r.Message} {r.Exception}".Contains("age 39", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Drops_are_told_while_a_comparer_hangs()
    {
        var logs = new FakeLogCollector();
        using var gate = new ManualResetEventSlim();
        var runtime = new AnsweringRuntime().With("live", row => new(row.Age)).With("shadow", row => new(row.Age));
        var registry = new FakeRegistry().With("live", "shadow");
        registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Setup.Provider(
            m => m.FromRegistry().AddRuntime(_ => (IModelRuntime<Row, Score>)runtime).Shadow(o => o.MaxQueued = 5).CompareAnswers((_, _) =>
            {
                gate.Wait();
                return true;
            }),
            s => s.AddSingleton<IModelRegistry>(registry).AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs))));
        for (var age = 0; age < 20; age++)
        {
            await services.Predictor().PredictAsync(new Row(age), Token);
        }

        await Eventually.Holds(() => logs.GetSnapshot().Any(r => r.Id.Id == 20));
        gate.Set();
    }
}
