using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using MlOps.Fakes;

namespace MlOps.Staging;

public sealed class StuckLiveTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Live_that_hangs_in_the_background_leaves_rows_unpaired_and_the_log_does_not_say_that_callers_miss_it()
    {
        using var gate = new ManualResetEventSlim();
        var logs = new FakeLogCollector();
        var registry = new FakeRegistry().With("live", "canary");
        var runtime = new AnsweringRuntime().With("canary", row => new(row.Age)).With("live", row =>
        {
            gate.Wait();
            return new(row.Age);
        });
        registry.Deploy(DeploymentPlan.Live(1).Canary(2, share: 1));
        await using var services = Setup.Provider(
            m => m.FromRegistry().AddRuntime(_ => runtime).RouteBy(row => row.Key)
                .Shadow(o => (o.Timeout, o.MaxStuckWorkers) = (TimeSpan.FromMilliseconds(50), 1)),
            s => s.AddSingleton<IModelRegistry>(registry).AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs))));

        for (var age = 0; age < 3; age++)
        {
            Assert.True((await services.Predictor().PredictAsync(new Row(age, "k"), Token)).IsPlain);
        }

        await Eventually.Holds(() => services.Host().GetEvidence("m")[0].Unpaired == 3);
        Assert.Null(services.Host().GetStatus("m").Routes.Single(r => r.Route.Role == RouteRole.Live).Workers);
        gate.Set();

        var events = logs.GetSnapshot().Select(l => l.Id.Id).ToArray();
        Assert.Contains(22, events);
        Assert.DoesNotContain(18, events);
    }
}
