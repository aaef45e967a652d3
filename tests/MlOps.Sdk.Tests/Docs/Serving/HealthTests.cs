namespace MlOps.Docs.Serving;

/// <summary>docs/serving.md: a route that fails too often.</summary>
public class HealthTests
{
    private static readonly Page Page = new("docs/serving.md");

    [Fact]
    public async Task A_route_that_fails_too_often_is_passed_over()
    {
        await using var app = new App();
        var services = app.Services;

        services.AddModel<Person, Income>("income")
            .FromFunction(row => throw new TimeoutException())
            .FallBackTo("base rate", row => new() { Probability = 0.24f })
            .WithCircuitBreaker(o => { o.FailureRatio = 0.1; o.MinimumThroughput = 2; });

        await app.StartAsync();
        var row = new Person { Age = 44, HoursPerWeek = 40 };
        Page.Prints(await app.Predictor.PredictAsync(row), await app.Predictor.PredictAsync(row), await app.Predictor.PredictAsync(row));
        Page.Names(typeof(CircuitBreakerOptions).GetProperties().Select(p => p.Name));
        Page.Names(Enum.GetNames<RouteHealthState>());
    }

    [Fact]
    public async Task A_route_is_set_aside_and_restored_by_hand()
    {
        await using var app = new App();
        app.Services.AddModel<Person, Income>("income")
            .FromFunction(row => throw new TimeoutException())
            .FallBackTo("base rate", row => new() { Probability = 0.24f });
        await app.StartAsync();
        var models = app.Models;

        models.SetAside("income", "base rate");
        Assert.Equal(PredictionOutcome.Unavailable, (await app.Predictor.PredictAsync(new())).Outcome);
        await app.Models.RefreshAsync("income");

        models.SetAside("income", "base rate");
        models.Restore("income", "base rate");
        Assert.Equal(PredictionOutcome.Answered, (await app.Predictor.PredictAsync(new())).Outcome);
    }
}
