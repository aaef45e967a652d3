using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using MlOps;

namespace IncomeApi;

/// <summary>The seventh program: a test of a service that uses a model, without the model. There is no file, and the app starts.</summary>
public sealed class UnitTestOfAServiceTests : IDisposable
{
    private readonly WebApplicationFactory<Program> _factory = new WebApplicationFactory<Program>()
        .WithWebHostBuilder(b => b.UseSetting("Logging:LogLevel:Default", "Critical"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_function_stands_in_for_the_model()
    {
        var fake = Predictor.FromFunction<CensusRow, IncomeScore>(row => new() { Probability = row.Age / 100 });

        using var response = await PostAsync(fake);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0.4f, (await response.Content.ReadFromJsonAsync<IncomeScore>(Stop))!.Probability);
    }

    [Fact]
    public async Task An_answer_is_200() =>
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Prediction.Answered(new IncomeScore { Probability = 0.9f })));

    [Fact]
    public async Task A_suppressed_answer_is_204() =>
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(Prediction.Suppressed<IncomeScore>("too little history")));

    [Fact]
    public async Task A_rejected_row_is_400_and_names_the_column()
    {
        var rejected = Prediction.Rejected<IncomeScore>(new Violation("Age", "range", Severity.Hard, "0 to 120") { Observed = "130" });

        using var response = await PostAsync(Predictor.FromPredictions<CensusRow, IncomeScore>(_ => rejected));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<ValidationProblemDetails>(Stop);
        Assert.Equal(["range, expected 0 to 120"], problem!.Errors["Age"]);
    }

    [Theory]
    [InlineData(UnavailableReason.NotReady)]
    [InlineData(UnavailableReason.NoDeployment)]
    [InlineData(UnavailableReason.NoRouteLeft)]
    public async Task A_model_that_is_away_is_503(UnavailableReason reason) =>
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(Prediction.Unavailable<IncomeScore>(reason)));

    [Fact]
    public async Task A_prediction_that_never_happened_is_503() =>
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(default));

    public void Dispose() => _factory.Dispose();

    private async Task<HttpStatusCode> StatusAsync(Prediction<IncomeScore> prediction)
    {
        using var response = await PostAsync(Predictor.FromPredictions<CensusRow, IncomeScore>(_ => prediction));
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> PostAsync(IPredictor<CensusRow, IncomeScore> fake)
    {
        using var app = _factory.WithWebHostBuilder(b => b.ConfigureTestServices(s => s.ReplaceModel("income", fake)));
        using var client = app.CreateClient();
        return await client.PostAsJsonAsync("/score", new CensusRow { Age = 40, HoursPerWeek = 40 }, Stop);
    }
}
