using Microsoft.Extensions.DependencyInjection;
using MlOps.Fakes;
using MlOps.Runtimes;

namespace MlOps.Serving;

// Alone: a listener of another test would make predictions measure and trace themselves.
[CollectionDefinition("alone", DisableParallelization = true)]
[Collection("alone")]
public class AllocationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_valid_prediction_allocates_its_answer_and_nothing_else()
    {
        var answer = new Score(1);
        await using var services = Setup.Provider(m => m
            .FromFunction(_ => answer)
            .CheckAge()
            .FallBackTo("other", _ => answer)
            .AddHeuristic("never", (_, _) => false, (_, score) => score)
            .SuppressWhen("never either", (_, _) => false));
        var predictor = services.Predictor();
        var row = new Row(1);
        for (var i = 0; i < 2000; i++)
        {
            await predictor.PredictAsync(row, Token);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ = predictor.PredictAsync(row, CancellationToken.None).Result;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_shadow_and_a_canary_cost_their_callers_no_allocation(bool dropsMost)
    {
        var (answer, slow) = (new Score(1), false);
        var registry = new FakeRegistry().With("live", "shadow", "canary");
        registry.Deploy(DeploymentPlan.Live(1).Shadow(2).Canary(3, 0.5));
        var runtime = new AnsweringRuntime().With("live", _ => answer).With("canary", _ => answer).With("shadow", _ =>
        {
            if (slow)
            {
                Thread.Sleep(1);
            }

            return answer;
        });
        await using var services = Setup.Provider(
            m => m.FromRegistry().AddRuntime(_ => (IModelRuntime<Row, Score>)runtime).RouteBy(row => row.Key).Shadow(o => o.MaxQueued = dropsMost ? 100 : 10_000),
            s => s.AddSingleton<IModelRegistry>(registry));
        var predictor = services.Predictor();
        var rows = Enumerable.Range(0, 100).Select(i => new Row(1, $"{i}")).ToArray();
        slow = dropsMost;
        for (var i = 0; i < 40_000; i++)
        {
            await predictor.PredictAsync(rows[i % rows.Length], Token);
        }

        // The pool's own threads and queues, and what measures, allocate once in a while whatever is asked.
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            _ = predictor.PredictAsync(rows[i % rows.Length], CancellationToken.None).Result;
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
        Assert.True(!dropsMost || services.Host().GetEvidence("m").Single(e => e.Role == RouteRole.Shadow).Dropped > 0);
    }
}
