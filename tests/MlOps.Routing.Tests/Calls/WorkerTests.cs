using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlOps.Fakes;

namespace MlOps.Calls;

/// <summary>Models that block the thread on which they are called.</summary>
public sealed class WorkerTests : IDisposable
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();
    private readonly Hanging _model = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_caller_leaves_a_call_that_hangs_and_its_worker_is_replaced_until_the_limit()
    {
        await using var services = Provider();
        var predictor = services.Predictor();

        Assert.Equal(AttemptFailure.TimedOut, await HangAsync(predictor));
        Assert.Equal(new RouteWorkers(1, 2), Workers(services));
        Assert.Equal(7, (await predictor.PredictAsync(new Row(7), Token)).Value.Value);

        Assert.Equal(AttemptFailure.TimedOut, await HangAsync(predictor));
        Assert.True(Workers(services)!.IsStuck);
        var passedOn = await predictor.PredictAsync(new Row(7), Token);
        Assert.Equal(("other", AttemptFailure.Stuck), (passedOn.Route!.Name, Assert.Single(passedOn.Attempts).Failure));
        Assert.Equal(3, _model.Calls);
    }

    [Fact]
    public async Task A_worker_that_returns_is_used_again()
    {
        await using var services = Provider(o => o.MaxStuckWorkers = 1);
        var predictor = services.Predictor();
        await HangAsync(predictor);
        Assert.Equal("other", (await predictor.PredictAsync(new Row(7), Token)).Route!.Name);

        _model.Return();
        await Eventually.Holds(() => Workers(services) is { Stuck: 0 });
        Assert.Equal("Hanging", (await predictor.PredictAsync(new Row(7), Token)).Route!.Name);
    }

    [Fact]
    public async Task Calls_wait_for_a_worker_within_their_time_and_one_that_got_none_sticks_to_nobody()
    {
        await using var services = Provider(o => (o.MaxWorkers, o.MaxStuckWorkers) = (1, 3));
        var predictor = services.Predictor();
        var first = predictor.PredictAsync(new Row(-1), Token).AsTask();
        await Eventually.Holds(() => _model.Calls == 1);
        _time.Advance(After / 2);
        var second = predictor.PredictAsync(new Row(-1), Token).AsTask();
        _time.Advance(After / 2);
        await first;

        // The first is away, and its substitute takes the second.
        await Eventually.Holds(() => _model.Calls == 2);
        Assert.Equal(1, Workers(services)!.Stuck);
        var third = predictor.PredictAsync(new Row(7), Token).AsTask();
        _model.Return();
        Assert.Equal(7, (await third).Value.Value);
        await second;
    }

    [Fact]
    public async Task A_caller_who_leaves_frees_nobody_and_the_call_still_comes_to_be_overdue()
    {
        await using var services = Provider();
        using var stop = new CancellationTokenSource();
        var pending = services.Predictor().PredictAsync(new Row(-1), stop.Token).AsTask();
        await Eventually.Holds(() => _model.Calls == 1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        Assert.Equal(0, Workers(services)!.Stuck);

        _time.Advance(After);
        await Eventually.Holds(() => Workers(services)!.Stuck == 1);
        Assert.Equal(0, services.Host().GetStatus("m").Routes[0].Health!.Samples);
    }

    [Fact]
    public async Task What_a_model_throws_on_a_worker_is_its_failure_and_what_flows_with_the_call_is_there()
    {
        await using var services = Provider();
        var flows = new AsyncLocal<string> { Value = "here" };
        _model.OnCall = () => Assert.Equal("here", flows.Value);

        var prediction = await services.Predictor().PredictAsync(new Row(float.NaN), Token);
        Assert.IsType<InvalidOperationException>(prediction.Attempts[0].Exception);
        Assert.NotEqual(Environment.CurrentManagedThreadId, _model.Threads.Single());
    }

    [Fact]
    public async Task A_new_plan_has_workers_of_its_own_and_a_version_is_disposed_after_its_last_call()
    {
        var registry = new FakeRegistry().With("hangs", "good");
        registry.Deploy(DeploymentPlan.Live(1));
        using var go = new ManualResetEventSlim();
        var runtime = new TextRuntime();
        await using var services = Setup.Provider(
            registry,
            runtime,
            m => m.AddStage(Building.StagePoint.Model, "hang", (_, inner) => new Gate(go, inner)).WithTimeout(After, o => (o.UseWorkers, o.MaxStuckWorkers) = (true, 1)),
            s => s.AddSingleton<TimeProvider>(_time));
        await services.Host().RefreshAsync("m", Token);
        var pending = services.Predictor().PredictAsync(new Row(-1), Token).AsTask();
        await Eventually.Holds(() => Gate.Inside > 0);
        _time.Advance(After);
        await pending;
        Assert.True(services.Host().GetStatus("m").Routes[0].Workers!.IsStuck);

        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await services.Host().RefreshAsync("m", Token);
        Assert.All(services.Host().GetStatus("m").Routes, r => Assert.Equal(new RouteWorkers(0, 1), r.Workers));

        registry.Deploy(DeploymentPlan.Live(2));
        await services.Host().RefreshAsync("m", Token);
        var hanging = runtime.Loaded.Single(m => m.Text == "hangs");
        Assert.Equal(0, hanging.Disposals);
        go.Set();
        await hanging.Disposed.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task A_worker_that_waits_for_another_call_holds_nothing_of_the_last()
    {
        await using var services = Provider();
        Thread? worker = null;
        _model.OnCall = () => worker = Thread.CurrentThread;
        var predictor = services.Predictor();
        var row = await Task.Run(() => Ask(predictor), Token);

        await Eventually.Holds(() =>
        {
            GC.Collect();
            return !row.IsAlive;
        });
        Assert.True(worker!.IsAlive);

        static WeakReference Ask(IPredictor<Row, Score> predictor)
        {
            var row = new Row(7);
            Assert.Equal("Hanging", predictor.PredictAsync(row, Token).AsTask().GetAwaiter().GetResult().Route!.Name);
            return new(row);
        }
    }

    public void Dispose() => _model.Return();

    private async Task<AttemptFailure> HangAsync(IPredictor<Row, Score> predictor)
    {
        var calls = _model.Calls;
        var pending = predictor.PredictAsync(new Row(-1), Token).AsTask();
        await Eventually.Holds(() => _model.Calls > calls);
        _time.Advance(After);
        var prediction = await pending;
        Assert.Equal("other", prediction.Route!.Name);
        return Assert.Single(prediction.Attempts).Failure;
    }

    private static RouteWorkers? Workers(ServiceProvider services) => services.Host().GetStatus("m").Routes[0].Workers;

    private ServiceProvider Provider(Action<CallTimeoutOptions>? configure = null) => Setup.Provider(
        m => m
            .FromModel<Row, Score, Hanging>()
            .WithTimeout(After, o =>
            {
                o.UseWorkers = true;
                configure?.Invoke(o);
            })
            .FallBackTo("other", _ => new Score(9)),
        s => s.AddSingleton(_model).AddSingleton<TimeProvider>(_time));

    /// <summary>Hangs with rows below zero, and throws at NaN.</summary>
    private sealed class Hanging : IModel<Row, Score>
    {
        private readonly TaskCompletionSource _go = new();
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public ConcurrentQueue<int> Threads { get; } = [];

        public Action OnCall { get; set; } = () => { };

        public void Return() => _go.TrySetResult();

        public ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken)
        {
            OnCall();
            Threads.Enqueue(Environment.CurrentManagedThreadId);
            Interlocked.Increment(ref _calls);
            if (input.Age < 0)
            {
                _go.Task.Wait(CancellationToken.None);
            }

            return float.IsNaN(input.Age) ? throw new InvalidOperationException() : new(new Score(input.Age));
        }
    }

    private sealed class Gate(ManualResetEventSlim go, IModel<Row, Score> inner) : IModel<Row, Score>
    {
        private static int _inside;

        public static int Inside => Volatile.Read(ref _inside);

        public ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _inside);
            go.Wait(CancellationToken.None);
            return inner.PredictAsync(input, CancellationToken.None);
        }
    }
}
