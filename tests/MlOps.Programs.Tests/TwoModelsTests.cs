using Microsoft.Extensions.DependencyInjection;
using MlOps;

namespace IncomeApi;

/// <summary>The tenth program: two models in a row, a canary by customer, and one's own log.</summary>
public sealed class TwoModelsTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ServiceProvider _services;

    public TwoModelsTests()
    {
        var services = new ServiceCollection();
        services.AddModelRegistry(o => o.Author = "claims").UseSqlite(_directory.Path);
        services.AddModel<CensusRow, IncomeScore>("income")
            .FromRegistry()
            .UseMLNet()
            .RouteBy(row => null);                                      // every call brings its key
        services.AddModel<Scored, Amount>("amount").FromFunction(scored => new() { Value = scored.Probability * 1000 });
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var registry = _services.GetRequiredService<IModelRegistry>();
        await RegistryProgram.RegisterAsync(registry);
        var now = await registry.GetDeploymentAsync("income", Stop);
        await registry.DeployAsync("income", DeploymentPlan.Live(1).Canary(2, share: 0.5), replacing: now, because: new("half of the customers"), cancellationToken: Stop);
    }

    [Fact]
    public async Task A_customer_always_meets_the_same_version_and_the_log_tells_who_answered()
    {
        var (risks, amounts) = (_services.GetRequiredService<IPredictor<CensusRow, IncomeScore>>(), _services.GetRequiredService<IPredictor<Scored, Amount>>());
        var log = new List<(string Id, Route? Assigned, Route? Risk, Route? Amount)>();
        var row = new CensusRow { Age = 60, HoursPerWeek = 40 };
        for (var request = 0; request < 60; request++)
        {
            var (customerId, requestId) = ($"customer {request % 20}", $"request {request}");

            var risk = await risks.PredictAsync(row, new PredictionOptions { RoutingKey = customerId, Id = requestId }, Stop);
            if (risk.TryGetValue(out var r))
            {
                var amount = await amounts.PredictAsync(new() { Probability = r.Probability }, new() { RoutingKey = customerId }, Stop);
                log.Add((risk.Id, risk.Assigned, risk.Route, amount.Route));   // who was asked first, who answered
            }
        }

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"request {i}"), log.Select(l => l.Id));
        Assert.All(log, l => Assert.Equal((l.Assigned, "amount"), (l.Risk, l.Amount!.Model)));
        Assert.Equal([RouteRole.Canary, RouteRole.Live], log.Select(l => l.Risk!.Role).Distinct().Order().Reverse());
        for (var customer = 0; customer < 20; customer++)
        {
            Assert.Single(new[] { log[customer], log[customer + 20], log[customer + 40] }.Select(l => l.Risk).Distinct());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory.Dispose();
    }

    public sealed record Scored
    {
        public float Probability { get; init; }
    }

    public sealed record Amount
    {
        public float Value { get; init; }
    }
}
