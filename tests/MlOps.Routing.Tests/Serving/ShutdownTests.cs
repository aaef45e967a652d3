using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;
using MlOps.Fakes;

namespace MlOps.Serving;

public class ShutdownTests
{
    [Fact]
    public async Task A_host_that_goes_lets_its_calls_finish_before_their_model_is_disposed()
    {
        var token = TestContext.Current.CancellationToken;
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var (runtime, gate) = (new TextRuntime(), new Gate());
        var services = Setup.Provider(registry, runtime, m => m.AddStage(StagePoint.Model, "gate", (_, inner) => gate.Before(inner)));
        var predictor = services.Predictor();
        var call = predictor.PredictAsync(new Row(3), token).AsTask();
        await gate.Reached;

        var going = services.DisposeAsync().AsTask();
        await Eventually.Holds(async () => await Record.ExceptionAsync(async () => await predictor.PredictAsync(new Row(1), token)) is ObjectDisposedException);
        Assert.False(going.IsCompleted);
        Assert.Equal(0, runtime.Loaded.Single().Disposals);

        gate.Open();
        Assert.Equal(3, (await call).Value.Value);
        await going;
        Assert.Equal(1, runtime.Loaded.Single().Disposals);
    }

    [Fact]
    public async Task The_models_of_a_host_that_goes_wait_for_their_calls_at_the_same_time()
    {
        var token = TestContext.Current.CancellationToken;
        var names = new[] { "a", "b", "c" };
        var (services, gates) = (new ServiceCollection(), names.ToDictionary(name => name, _ => new Gate()));
        foreach (var name in names)
        {
            services.AddModel<Row, Score>(name).FromFunction(row => new(row.Age)).AddStage(StagePoint.Model, "gate", (_, inner) => gates[name].Before(inner));
        }

        var provider = services.BuildServiceProvider();
        var predictors = names.Select(name => provider.GetRequiredKeyedService<IPredictor<Row, Score>>(name)).ToArray();
        var calls = predictors.Select(p => p.PredictAsync(new Row(3), token).AsTask()).ToArray();
        await Task.WhenAll(gates.Values.Select(g => g.Reached));

        var going = provider.DisposeAsync().AsTask();
        foreach (var predictor in predictors)
        {
            await Eventually.Holds(async () => await Record.ExceptionAsync(async () => await predictor.PredictAsync(new Row(1), token)) is ObjectDisposedException);
        }

        Assert.False(going.IsCompleted);
        Assert.All(gates.Values, g => g.Open());
        Assert.All(await Task.WhenAll(calls), p => Assert.Equal(3, p.Value.Value));
        await going;
    }

    private sealed class Gate
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Open() => _open.SetResult();

        public IModel<Row, Score> Before(IModel<Row, Score> inner) => new Stage(this, inner);

        private sealed class Stage(Gate gate, IModel<Row, Score> inner) : IModel<Row, Score>
        {
            public async ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken)
            {
                if (input.Age == 3)
                {
                    gate._reached.TrySetResult();
                    await gate._open.Task;
                }

                return await inner.PredictAsync(input, cancellationToken);
            }
        }
    }
}
