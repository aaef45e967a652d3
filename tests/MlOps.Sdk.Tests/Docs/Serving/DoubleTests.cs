namespace MlOps.Docs.Serving;

/// <summary>docs/serving.md: tests of code that uses a model.</summary>
public class DoubleTests
{
    [Fact]
    public async Task A_predictor_is_made_of_a_function()
    {
        var fake = Predictor.FromFunction<Person, Income>(row => new() { Probability = 0.9f });
        Assert.Equal("rich", await new Greeter(fake).GreetAsync(new Person()));

        var away = Predictor.FromPredictions<Person, Income>(row => Prediction.Unavailable<Income>(UnavailableReason.NoRouteLeft));
        Assert.Equal("come again", await new Greeter(away).GreetAsync(new Person()));
    }

    [Fact]
    public async Task Every_outcome_can_be_made_by_hand()
    {
        Prediction<Income> rejected = Prediction.Rejected<Income>(new Violation("Age", "range", Severity.Hard, "16 to 99"));
        Prediction<Income> suppressed = Prediction.Suppressed<Income>("too near to call");
        Prediction<Income> answered = Prediction.Answered(new Income { Probability = 0.9f }) with
        {
            Route = new Route("income", 1, "v1", RouteRole.FallbackVersion),
        };

        Assert.Equal(
            ["rejected", "come again", "rich"],
            await Task.WhenAll(new[] { rejected, suppressed, answered }.Select(p => new Greeter(Predictor.FromPredictions<Person, Income>(_ => p)).GreetAsync(new()))));
    }

    [Fact]
    public async Task A_declared_model_is_replaced_and_needs_neither_registry_nor_file()
    {
        await using var app = new App();
        var services = app.Services;
        services.AddModel<Person, Income>("income").FromRegistry().UseMLNet();
        var fake = Predictor.FromFunction<Person, Income>(row => new() { Probability = 0.9f });

        services.ReplaceModel("income", fake);

        await app.StartAsync();
        Assert.Same(fake, app.Predictor);
    }

    private sealed class Greeter(IPredictor<Person, Income> income)
    {
        public async Task<string> GreetAsync(Person person)
        {
            var prediction = await income.PredictAsync(person);
            return prediction switch
            {
                { Outcome: PredictionOutcome.Answered, Value.Probability: > 0.5f } => "rich",
                { Outcome: PredictionOutcome.Rejected } => "rejected",
                _ => "come again",
            };
        }
    }
}
