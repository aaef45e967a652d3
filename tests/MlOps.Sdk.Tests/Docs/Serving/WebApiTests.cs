using System.Text.Json;

namespace MlOps.Docs.Serving;

/// <summary>docs/serving.md: in a web API. The program of tests/MlOps.Programs.WebApi runs the same on ASP.NET Core itself.</summary>
public class WebApiTests
{
    [Fact]
    public async Task Each_outcome_has_its_status()
    {
        var app = new WebApp();

        app.MapPost("/score", async (Person row, IPredictor<Person, Income> income, CancellationToken stop) =>
        {
            var prediction = await income.PredictAsync(row, stop);
            return prediction.Outcome switch
            {
                PredictionOutcome.Answered => Results.Ok(prediction.Value),
                PredictionOutcome.Suppressed => Results.NoContent(),
                PredictionOutcome.Rejected => Results.ValidationProblem(prediction.Violations.ToProblem(JsonNamingPolicy.CamelCase)),
                _ => Results.StatusCode(503),
            };
        });

        Assert.Equal(200, (await app.PostAsync(Prediction.Answered(new Income { Probability = 0.9f }))).Status);
        Assert.Equal(204, (await app.PostAsync(Prediction.Suppressed<Income>("too near to call"))).Status);
        Assert.Equal(503, (await app.PostAsync(Prediction.Unavailable<Income>(UnavailableReason.NoRouteLeft))).Status);
        var rejected = await app.PostAsync(Prediction.Rejected<Income>(new Violation("HoursPerWeek", "range", Severity.Hard, "1 to 99")));
        Assert.Equal(400, rejected.Status);
        var (column, texts) = Assert.Single(Assert.IsType<IDictionary<string, string[]>>(rejected.Body, exactMatch: false));
        Assert.Equal("hoursPerWeek", column);
        Assert.Contains("1 to 99", Assert.Single(texts), StringComparison.Ordinal);
    }

    private sealed record Response(int Status, object? Body = null);

    // What the page uses of ASP.NET Core, which this project doesn't reference.
    private sealed class WebApp
    {
        private Func<Person, IPredictor<Person, Income>, CancellationToken, Task<Response>>? _handler;

        public void MapPost(string pattern, Func<Person, IPredictor<Person, Income>, CancellationToken, Task<Response>> handler)
        {
            Assert.Equal("/score", pattern);
            _handler = handler;
        }

        public Task<Response> PostAsync(Prediction<Income> prediction) =>
            _handler!(new(), Predictor.FromPredictions<Person, Income>(_ => prediction), TestContext.Current.CancellationToken);
    }

    private static class Results
    {
        public static Response Ok(object? value) => new(200, value);

        public static Response NoContent() => new(204);

        public static Response ValidationProblem(IDictionary<string, string[]> errors) => new(400, errors);

        public static Response StatusCode(int statusCode) => new(statusCode);
    }
}
