using MlOps.Fakes;

namespace MlOps.Serving;

/// <summary>
/// Calls by a thread whose synchronization context runs what is posted to it on that thread alone, as a desktop app's does, and which waits
/// for each: whatever came back to it would wait for ever.
/// </summary>
public class SynchronizationContextTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void The_first_call_later_calls_batches_a_refresh_and_the_disposal_come_back_though_their_caller_blocks()
    {
        var registry = new FakeRegistry().With("one", "throws");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        Run(() =>
        {
            var services = Setup.Provider(registry, new(), m => Later(m.RouteBy(row => row.Key)));
            Check(services, "one");
            registry.Deploy(DeploymentPlan.Live(1).Canary(2, 1));
            services.Host().RefreshAsync("m").GetAwaiter().GetResult();
            Check(services, "one");
            services.Dispose();
        });
    }

    [Fact]
    public void A_model_that_answers_later_comes_back_though_its_caller_blocks() => Run(() =>
    {
        var services = Setup.Provider(m => Later(m.FromModel<Row, Score, LaterModel>()).FallBackTo("after all", row => new Score(row.Age, "function")));
        Check(services, "later");
        Assert.Equal("function", services.Predictor().PredictAsync(new Row(13)).AsTask().GetAwaiter().GetResult().Value.By);
        services.Dispose();
    });

    private static Building.IModelBuilder<Row, Score> Later(Building.IModelBuilder<Row, Score> model) =>
        model.CheckAge().CheckValue().AddHeuristic("x", (_, _) => false, (_, s) => s).OnInvalidInput("nobody", (_, _) => new Score(0));

    private static void Check(IServiceProvider services, string by)
    {
        var predictor = services.Predictor();
        Assert.Equal(by, predictor.PredictAsync(new Row(1, "key")).AsTask().GetAwaiter().GetResult().Value.By);
        Assert.Equal(by, predictor.PredictAsync(new Row(1), new PredictionOptions { Id = "1" }).AsTask().GetAwaiter().GetResult().Value.By);
        var batch = new Prediction<Score>[3];
        predictor.PredictBatchAsync(new[] { new Row(1), new Row(-1), new Row(3, "key") }, batch).AsTask().GetAwaiter().GetResult();
        Assert.Equal([by, null, by], batch.Select(p => p.Value.By));
    }

    private static void Run(Action calls)
    {
        Exception? failure = null;
        var context = new Stuck();
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(context);
            try
            {
                calls();
            }
            catch (Exception e)
            {
                failure = e;
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        Assert.True(thread.Join(Limit), $"A call waits for its own thread, to which {context.Posted} continuations were posted.");
        Assert.Null(failure);
        Assert.Equal(0, context.Posted);
    }

    private sealed class Stuck : SynchronizationContext
    {
        private int _posted;

        public int Posted => Volatile.Read(ref _posted);

        // Its thread is busy waiting.
        public override void Post(SendOrPostCallback d, object? state) => Interlocked.Increment(ref _posted);

        public override void Send(SendOrPostCallback d, object? state) => Post(d, state);
    }

    private sealed class LaterModel : IModel<Row, Score>
    {
        public async ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken)
        {
            await Task.Delay(1, cancellationToken).ConfigureAwait(false);
            return input.Age == 13 ? throw new TimeoutException() : new Score(input.Age, "later");
        }
    }
}
