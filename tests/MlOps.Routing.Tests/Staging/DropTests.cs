using Microsoft.Extensions.DependencyInjection;
using MlOps.Fakes;
using MlOps.Runtimes;

namespace MlOps.Staging;

/// <summary>What is dropped hangs on how much there is to do, never on what the answers are.</summary>
public sealed class DropTests
{
    private const int Least = 3000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RouteRole.Shadow)]
    [InlineData(RouteRole.Canary)]
    public async Task Under_more_traffic_than_it_can_take_a_candidate_is_compared_on_an_unbiased_share(RouteRole role)
    {
        // Of each hundred rows, in an order that nobody knows, sixty are agreed on, thirty are not, and ten have no valid answer.
        var kinds = new Random(7);
        var ages = new List<int>();
        var runtime = new AnsweringRuntime()
            .With("live", row => Answer(role == RouteRole.Canary, new(row.Age)))
            .With("candidate", row => Answer(role == RouteRole.Shadow, new(row.Age switch { < 60 => row.Age, < 90 => 1000, _ => float.NaN })));
        var registry = new FakeRegistry().With("live", "candidate");
        registry.Deploy(role == RouteRole.Shadow ? DeploymentPlan.Live(1).Shadow(2) : DeploymentPlan.Live(1).Canary(2, 1));
        await using var services = Setup.Provider(
            m => m.FromRegistry().AddRuntime(_ => (IModelRuntime<Row, Score>)runtime).RouteBy(row => row.Key)
                .WithCircuitBreaker(o => o.FailureRatio = 1)
                .Shadow(o => o.MaxQueued = 5),
            s => s.AddSingleton<IModelRegistry>(registry));
        while (services.Host().GetEvidence("m") is not [{ Compared: > Least }])
        {
            for (var i = 0; i < 10_000; i++)
            {
                ages.Add(kinds.Next(100));
                await services.Predictor().PredictAsync(new Row(ages[^1], "k"), Token);
            }
        }

        CandidateEvidence evidence = null!;
        await Eventually.Holds(() => (evidence = services.Host().GetEvidence("m")[0]) is var e && e.Compared + e.Dropped == ages.Count);
        Assert.Equal((ages.Count, ages.Count), (evidence.Seen, evidence.Sampled));
        Assert.InRange(evidence.Dropped, ages.Count / 10, ages.Count);
        ShareIs(ages.Count(a => a < 60), evidence.Agreed);
        ShareIs(ages.Count(a => a is >= 60 and < 90), evidence.Differed);
        ShareIs(ages.Count(a => a >= 90), evidence.Failed.Values.Sum());

        // Of the rows of a kind as many were compared as of all: within five standard deviations of a draw without replacement.
        void ShareIs(int ofKind, long compared)
        {
            var share = (double)evidence.Compared / ages.Count;
            var spread = 5 * Math.Sqrt(ofKind * share * (1 - share) * (1 - ((double)ofKind / ages.Count)));
            Assert.InRange(compared, (ofKind * share) - spread, (ofKind * share) + spread);
        }
    }

    [Fact]
    public async Task Failures_that_come_in_bursts_are_dropped_as_often_as_answers_that_do()
    {
        var background = new AsyncLocal<bool> { Value = true };
        var runtime = new AnsweringRuntime()
            .With("live", row =>
            {
                // Of its callers it is quick, and slow where it is asked again.
                if (!background.Value)
                {
                    Thread.Sleep(2);
                }

                return new(row.Age);
            })
            .With("candidate", row => row.Age >= 1000 ? throw new InvalidOperationException() : new(row.Age));
        var registry = new FakeRegistry().With("live", "candidate");
        registry.Deploy(DeploymentPlan.Live(1).Canary(2, 1));
        await using var services = Setup.Provider(
            m => m.FromRegistry().AddRuntime(_ => (IModelRuntime<Row, Score>)runtime).RouteBy(_ => "k")
                .Shadow(o => o.MaxQueued = 10)
                .WithCircuitBreaker(o => o.MinimumThroughput = 1_000_000),
            s => s.AddSingleton<IModelRegistry>(registry));
        for (var burst = 0; burst < 40; burst++)
        {
            for (var i = 0; i < 100; i++)
            {
                await services.Predictor().PredictAsync(new Row(burst % 2 * 1000), Token);
                Thread.SpinWait(10_000);
            }
        }

        await Eventually.Holds(() => services.Host().GetEvidence("m")[0].UnderWay == 0);
        var evidence = services.Host().GetEvidence("m")[0];
        Assert.True(evidence.Dropped > 1000, $"{evidence}");
        Assert.InRange(evidence.ErrorRate.Value!.Value, 0.4, 0.6);
    }

    // Whoever is asked in the background takes some microseconds, the same for every row.
    private static Score Answer(bool slowly, Score score)
    {
        if (slowly)
        {
            Thread.SpinWait(200);
        }

        return score;
    }
}
