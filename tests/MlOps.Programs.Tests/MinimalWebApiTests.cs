using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using MlOps;

namespace IncomeApi;

/// <summary>The first program: one ML.NET file behind a minimal web API.</summary>
public sealed class MinimalWebApiTests : IDisposable
{
    private readonly TemporaryDirectory _contentRoot = new();
    private readonly WebApplicationFactory<Program> _app;
    private readonly HttpClient _client;

    public MinimalWebApiTests()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ModelFile)!);
        IncomeModels.Save(IncomeModels.Rising(), ModelFile);
        _app = new WebApplicationFactory<Program>().WithWebHostBuilder(b => b
            .UseContentRoot(_contentRoot.Path)
            .UseSetting("Logging:LogLevel:Default", "Critical"));
        _client = _app.CreateClient();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string ModelFile => Path.Combine(_contentRoot.Path, "Models", "income.zip");

    [Fact]
    public async Task A_good_row_is_answered()
    {
        Assert.InRange(await ScoreAsync(age: 60), 0.8f, 1);
        Assert.InRange(await ScoreAsync(age: 20), 0, 0.2f);
    }

    [Fact]
    public async Task An_invalid_row_is_a_bad_request_that_names_the_column()
    {
        using var response = await _client.PostAsJsonAsync("/score", new { age = 130, hoursPerWeek = 40 }, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<ValidationProblemDetails>(Stop);
        Assert.Equal(["range, expected 0 to 120"], problem!.Errors["Age"]);
    }

    [Fact]
    public async Task A_missing_required_value_is_a_bad_request_too()
    {
        using var response = await _client.PostAsJsonAsync("/score", new { hoursPerWeek = 40 }, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<ValidationProblemDetails>(Stop);
        Assert.Contains("missing as NaN", Assert.Single(problem!.Errors["Age"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "age": 60 }""")]
    [InlineData("""{ "age": 60, "hoursPerWeek": "NaN" }""")]
    public async Task A_tolerated_missing_value_is_answered(string json)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync("/score", body, Stop);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.InRange((await response.Content.ReadFromJsonAsync<IncomeScore>(Stop))!.Probability, 0.5f, 1);
    }

    [Fact]
    public async Task Another_file_in_its_place_answers_without_a_restart_and_garbage_does_not()
    {
        Assert.InRange(await ScoreAsync(age: 60), 0.8f, 1);

        Replace(path => IncomeModels.Save(IncomeModels.Falling(), path));
        await Until.TrueAsync("the other model answers", async () => await ScoreAsync(age: 60) < 0.2f);

        Replace(path => File.WriteAllText(path, "This is no model."));
        var host = _app.Services.GetRequiredService<IModelHost>();
        await Until.TrueAsync("the host has seen the garbage", () => Task.FromResult(host.GetStatus("income").Problem is not null));
        Assert.InRange(await ScoreAsync(age: 60), 0, 0.2f);

        Replace(path => IncomeModels.Save(IncomeModels.Rising(), path));
        await Until.TrueAsync("the first model answers again", async () => await ScoreAsync(age: 60) > 0.8f);
        Assert.Null(host.GetStatus("income").Problem);
    }

    public void Dispose()
    {
        _client.Dispose();
        _app.Dispose();
        _contentRoot.Dispose();
    }

    private async Task<float> ScoreAsync(float age)
    {
        using var response = await _client.PostAsJsonAsync("/score", new { age, hoursPerWeek = 40 }, Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<IncomeScore>(Stop))!.Probability;
    }

    private void Replace(Action<string> write)
    {
        var other = ModelFile + ".new";
        write(other);
        File.Move(other, ModelFile, overwrite: true);
    }
}
