using Microsoft.Extensions.DependencyInjection;
using MlOps.Fakes;
using MlOps.Runtimes;

namespace MlOps.Staging;

/// <summary>A shadow, a canary or a fallback that can't be loaded holds no new live version back.</summary>
public sealed class BrokenCandidateTests
{
    private readonly FakeRegistry _registry = new FakeRegistry().With("old", "new", "shadow", "canary", "fallback");
    private readonly AnsweringRuntime _runtime = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<bool, bool, bool, bool> Cases()
    {
        var cases = new TheoryData<bool, bool, bool, bool>();
        foreach (var bits in Enumerable.Range(0, 16))
        {
            cases.Add((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, (bits & 8) > 0);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Whatever_is_broken_beside_it_the_new_live_version_serves(bool shadow, bool canary, bool fallback, bool coldStart)
    {
        foreach (var word in new[] { "old", "new", "shadow", "canary", "fallback" })
        {
            _runtime.With(word, row => new(row.Age, word));
        }

        string[] broken = [.. shadow ? ["shadow"] : Array.Empty<string>(), .. canary ? ["canary"] : Array.Empty<string>(), .. fallback ? ["fallback"] : Array.Empty<string>()];
        _runtime.Broken.UnionWith(broken);
        var plan = DeploymentPlan.Live(2).FallBackTo(5).Canary(4, 1).Shadow(3);
        _registry.Deploy(coldStart ? plan : DeploymentPlan.Live(1));
        await using var services = Provider();
        await services.Predictor().PredictAsync(new Row(1), Token);
        _registry.Deploy(plan);
        await Eventually.Holds(async () => (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By == "new");
        await Eventually.Holds(async () => (await services.Predictor().PredictAsync(new Row(1, "k"), Token)).Value.By == (canary ? "new" : "canary"));
        await Eventually.Holds(() => Shown(services, "v3") == !shadow && Shown(services, "v4") == !canary && Shown(services, "v5") == !fallback);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_all_that_stands_beside_it_hangs_while_it_loads_the_new_live_version_serves(bool coldStart)
    {
        using var gate = new ManualResetEventSlim();
        foreach (var word in new[] { "old", "new", "shadow", "canary", "fallback" })
        {
            _runtime.With(word, row => new(row.Age, word));
        }

        _runtime.BeforeLoad = word =>
        {
            if (word is not ("old" or "new"))
            {
                gate.Wait();
            }
        };
        _registry.Deploy(coldStart ? DeploymentPlan.Live(2).FallBackTo(5).Canary(4, 1).Shadow(3) : DeploymentPlan.Live(1));
        await using var services = Provider();
        await services.Predictor().PredictAsync(new Row(1), Token);
        _registry.Deploy(DeploymentPlan.Live(2).FallBackTo(5).Canary(4, 1).Shadow(3));
        await Eventually.Holds(async () => (await services.Predictor().PredictAsync(new Row(1, "k"), Token)).Value.By == "new");
        gate.Set();
        await Eventually.Holds(() => Shown(services, "v3") && Shown(services, "v4") && Shown(services, "v5"));
    }

    private ServiceProvider Provider() => Setup.Provider(
        m => m.FromRegistry().AddRuntime(_ => (IModelRuntime<Row, Score>)_runtime).RouteBy(row => row.Key), s => s.AddSingleton<IModelRegistry>(_registry));

    private static bool Shown(ServiceProvider services, string route) =>
        services.Host().GetStatus("m").Routes.FirstOrDefault(r => r.Route.Name == route) is { WhyNot: null };
}
