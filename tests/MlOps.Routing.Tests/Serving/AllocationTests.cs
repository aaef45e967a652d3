using MlOps.Fakes;

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
}
