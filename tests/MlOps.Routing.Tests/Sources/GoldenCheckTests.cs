using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using MlOps.Fakes;
using MlOps.Runtimes;

namespace MlOps.Sources;

/// <summary>Versions that answer otherwise than when they were registered.</summary>
public class GoldenCheckTests
{
    private static readonly Row[] Rows = [new(20), new(40, "Ada")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_that_answers_as_it_did_serves_and_was_asked_before_it_was_published()
    {
        var registry = new FakeRegistry { Golden = { ["one"] = Answers("one", 1) } }.With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var runtime = new TextRuntime();
        await using var services = Setup.Provider(registry, runtime);

        Assert.Equal("one", (await services.Predictor().PredictAsync(new Row(1), Stop)).Value.By);

        Assert.Equal(Rows.Length + 1, Assert.Single(runtime.Loaded).Calls);
    }

    [Fact]
    public async Task A_version_that_answers_otherwise_is_refused_and_released_while_the_old_one_goes_on()
    {
        var logs = new FakeLogCollector();
        var registry = new FakeRegistry { Golden = { ["one"] = Answers("one", 1), ["two"] = Answers("two", 1.01f) } }.With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        var runtime = new TextRuntime();
        await using var services = Setup.Provider(registry, runtime, more: s => s.AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs))));
        await services.Predictor().PredictAsync(new Row(1), Stop);

        registry.Deploy(DeploymentPlan.Live(2));
        var refused = await Assert.ThrowsAnyAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Stop));

        Assert.Contains("m v2 isn't served: it answers otherwise here than when it was registered. 2 of 2 golden rows differ, in 2 values; "
            + "row 1, Value: expected 20.2, was 20; row 2, Value: expected 40.4, was 40. ", refused.Message, StringComparison.Ordinal);
        Assert.Equal("one", (await services.Predictor().PredictAsync(new Row(1), Stop)).Value.By);

        // Once by the host that saw the deployment, and once more for whoever asked to look now, where that came later.
        await Task.WhenAll(runtime.Loaded.Where(m => m.Text == "two").Select(m => m.Disposed.Task)).WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Equal(0, runtime.Loaded.Single(m => m.Text == "one").Disposals);
        var logged = logs.GetSnapshot().First(r => r.Id.Id == 4);
        Assert.Contains("row 1, Value: expected 20.2, was 20", logged.Message, StringComparison.Ordinal);
        Assert.IsType<GoldenMismatchException>(logged.Exception);

        registry.Deploy(DeploymentPlan.Live(1));
        await services.Host().RefreshAsync("m", Stop);
        Assert.Null(services.Host().GetStatus("m").Problem);
    }

    [Fact]
    public async Task It_fails_alone_and_the_fallback_answers_with_the_report_at_hand()
    {
        var registry = new FakeRegistry { Golden = { ["two"] = Answers("two", 2) } }.With("one", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Setup.Provider(registry, new());

        var answer = await services.Predictor().PredictAsync(new Row(1), Stop);

        Assert.Equal("one", answer.Value.By);
        var mismatch = Assert.IsType<GoldenMismatchException>(Assert.Single(answer.Attempts).Exception);
        Assert.Equal([(1, "Value"), (2, "Value")], mismatch.Report.Differences.Select(d => (d.Row, d.Column)));
    }

    [Fact]
    public async Task A_version_that_throws_or_answers_later_is_replayed_too()
    {
        var registry = new FakeRegistry { Golden = { ["throws"] = Answers("throws", 1), ["waits"] = GoldenSet.Capture(Rows, _ => new Score(1, "waits")) } }.With("throws", "waits");
        registry.Deploy(DeploymentPlan.Live(1).FallBackTo(2));
        await using var services = Setup.Provider(registry, new());

        var answer = await services.Predictor().PredictAsync(new Row(1), Stop);

        Assert.Equal("waits", answer.Value.By);
        Assert.Contains("row 1: expected an answer, was an exception (InvalidOperationException)", answer.Attempts[0].Exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Golden_predictions_that_do_not_fit_the_hosts_types_refuse_the_version_by_name()
    {
        var registry = new FakeRegistry { Golden = { ["one"] = GoldenSet.Capture(Rows, row => new Other(row.Age)) } }.With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var runtime = new TextRuntime();
        await using var services = Setup.Provider(registry, runtime);

        var answer = await services.Predictor().PredictAsync(new Row(1), Stop);

        Assert.Contains("m v1 isn't served: Golden predictions can't be replayed: Score has none of the columns", answer.Attempts[0].Exception!.Message, StringComparison.Ordinal);
        await Assert.Single(runtime.Loaded).Disposed.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    [Fact]
    public async Task A_load_that_is_given_up_in_the_middle_of_a_replay_is_no_difference()
    {
        using var giveUp = new CancellationTokenSource();
        var model = new Hanging(giveUp);
        var registry = new FakeRegistry { Golden = { ["one"] = Answers("one", 1) } }.With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var source = new Routing.Sources.RegistrySource<Row, Score>("m", registry, new([new HangingRuntime(model)]), (_, e) => throw e);
        var load = (await source.PrepareAsync((await source.LookAsync(Stop))!, Stop))[0];

        Assert.ThrowsAny<OperationCanceledException>(() => load.Load(load.Version, giveUp.Token));
        await model.Disposed.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    private static GoldenSet Answers(string by, float factor) => GoldenSet.Capture(Rows, row => new Score(row.Age * factor, by));

    private sealed record Other(float Height);

    private sealed class HangingRuntime(Hanging model) : IModelRuntime<Row, Score>
    {
        public string Format => "text";

        public ValueTask<IModel<Row, Score>> LoadAsync(ModelContent content, CancellationToken cancellationToken) => new(model);
    }

    private sealed class Hanging(CancellationTokenSource giveUp) : IModel<Row, Score>, IDisposable
    {
        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken)
        {
            await giveUp.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new Score(1);
        }

        public void Dispose() => Disposed.TrySetResult();
    }
}
