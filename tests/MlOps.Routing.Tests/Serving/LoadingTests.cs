using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using MlOps.Checks;
using MlOps.Fakes;
using MlOps.Runtimes;

namespace MlOps.Serving;

/// <summary>Loading and disposing hurt nobody who calls.</summary>
public class LoadingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_is_loaded_and_replayed_on_a_thread_that_is_none_of_the_pools()
    {
        var registry = new FakeRegistry { Golden = { ["one"] = GoldenSet.Capture([new Row(1)], row => new Score(row.Age, "one")) } }.With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var runtime = new Runtime(_ => { });
        await using var services = Provider(registry, runtime);
        await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal((false, false, true), (runtime.LoadedOnPool, runtime.Model!.AskedOnPool[0], runtime.LoadedInBackground));
    }

    [Fact]
    public async Task A_model_is_disposed_once_after_the_last_call_and_not_on_the_thread_of_that_call()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        var disposals = new List<Thread>();
        var disposed = new TaskCompletionSource();
        var runtime = new Runtime(version =>
        {
            if (version == "m v1")
            {
                disposals.Add(Thread.CurrentThread);
                disposed.TrySetResult();
            }
        });
        await using var services = Provider(registry, runtime);
        var predictor = services.Predictor();
        await predictor.PredictAsync(new Row(1), Token);
        var first = runtime.Model!;
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        first.Meanwhile = () =>
        {
            inside.Set();
            Assert.True(leave.Wait(Limit));
        };
        var answer = default(Prediction<Score>);
        var caller = new Thread(() => answer = predictor.PredictAsync(new Row(1), CancellationToken.None).AsTask().GetAwaiter().GetResult());
        caller.Start();
        Assert.True(inside.Wait(Limit, Token));

        registry.Deploy(DeploymentPlan.Live(2));
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal(2, (await predictor.PredictAsync(new Row(1), Token)).Route!.Version);
        Assert.Empty(disposals);

        leave.Set();
        await disposed.Task.WaitAsync(Limit, Token);
        caller.Join();
        Assert.Equal(1, answer.Route!.Version);
        Assert.NotSame(caller, Assert.Single(disposals));
    }

    [Fact]
    public async Task What_follows_the_registry_keeps_nothing_of_the_call_that_happened_to_come_first()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var ofTheCaller = new AsyncLocal<string>();
        var seen = "nothing was built";
        await using var services = Setup.Provider(registry, new(), m => m.CheckInput(_ =>
        {
            seen = ofTheCaller.Value;
            return new AnyRow();
        }));
        ofTheCaller.Value = "a request";
        Assert.Equal("one", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        Assert.Null(seen);
    }

    [Fact]
    public async Task A_model_that_can_not_be_disposed_is_logged_and_fails_nobody()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        var logs = new FakeLogCollector();
        await using var services = Setup.Provider(
            m => m.FromRegistry().AddRuntime(_ => new Runtime(version => throw new IOException($"{version} clings"))),
            s => s.AddSingleton<IModelRegistry>(registry).AddLogging(b => b.AddProvider(new FakeLoggerProvider(logs))));
        await services.Predictor().PredictAsync(new Row(1), Token);
        registry.Deploy(DeploymentPlan.Live(2));
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal(2, (await services.Predictor().PredictAsync(new Row(1), Token)).Route!.Version);

        await Eventually.Holds(() => logs.GetSnapshot().Any(l => l.Id.Id == 25));
        var log = logs.GetSnapshot().Single(l => l.Id.Id == 25);
        Assert.StartsWith("m v1 could not be disposed after its last call", log.Message, StringComparison.Ordinal);
        Assert.Equal((LogLevel.Warning, "m v1 clings"), (log.Level, log.Exception?.Message));
    }

    private static ServiceProvider Provider(FakeRegistry registry, Runtime runtime) => Setup.Provider(
        m => m.FromRegistry().AddRuntime(_ => runtime), s => s.AddSingleton<IModelRegistry>(registry));

    private sealed class AnyRow : IRowCheck<Row>
    {
        public ImmutableArray<Violation> Check(Row row) => [];
    }

    private sealed class Runtime(Action<string> dispose) : IModelRuntime<Row, Score>
    {
        public string Format => "text";

        public bool? LoadedOnPool { get; private set; }

        public bool? LoadedInBackground { get; private set; }

        public Model? Model { get; private set; }

        public ValueTask<IModel<Row, Score>> LoadAsync(ModelContent content, CancellationToken cancellationToken)
        {
            (LoadedOnPool, LoadedInBackground) = (Thread.CurrentThread.IsThreadPoolThread, Thread.CurrentThread.IsBackground);
            using var text = new StreamReader(content.Content);
            Model = new(text.ReadToEnd(), () => dispose(content.Name));
            return new(Model);
        }
    }

    private sealed class Model(string text, Action dispose) : IModel<Row, Score>, IDisposable
    {
        public List<bool> AskedOnPool { get; } = [];

        public Action Meanwhile { get; set; } = () => { };

        public ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken)
        {
            AskedOnPool.Add(Thread.CurrentThread.IsThreadPoolThread);
            Meanwhile();
            return new(new Score(input.Age, text));
        }

        public void Dispose() => dispose();
    }
}
