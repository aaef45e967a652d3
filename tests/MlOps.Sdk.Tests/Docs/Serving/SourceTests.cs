using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Docs.Serving;

/// <summary>docs/serving.md: where a model comes from.</summary>
public class SourceTests
{
    [Fact]
    public async Task Each_source_answers()
    {
        await using var app = new App();
        var services = app.Services;
        services.AddModelRegistry().UseSqlite(directory: "models");
        var file = Path.Combine(app.Directory, "income.zip");
        await SaveAsync(IncomeModels.Careful, file);
        services.AddSingleton(_ => new HttpClient(new RemoteServer()) { BaseAddress = new("http://remote/") });

        services.AddModel<Person, Income>("of-registry").FromRegistry().UseMLNet();
        services.AddModel<Person, Income>("of-file").FromFile("income.zip", o => o.Watch = true).UseMLNet();
        services.AddModel<Person, Income>("of-function").FromFunction(row => new() { Probability = row.Age / 100 });
        services.AddModel<Person, Income>("of-model").FromModel<Person, Income, RemoteModel>();

        var v1 = await app.Registry.RegisterAsync("of-registry", IncomeModels.Careful, new() { Owner = "team-census", Purpose = "the first" });
        await app.Registry.DeployAsync("of-registry", DeploymentPlan.Live(v1), replacing: null, because: new("the first"));
        await app.StartAsync();
        foreach (var (model, route) in new[] { ("of-registry", "v1"), ("of-file", "income.zip"), ("of-function", "function"), ("of-model", "RemoteModel") })
        {
            var predictor = app.Provider.GetRequiredKeyedService<IPredictor<Person, Income>>(model);
            Assert.Equal(new Route(model, route == "v1" ? 1 : null, route, RouteRole.Live), (await predictor.PredictAsync(new() { Age = 44 })).Route);
        }
    }

    [Fact]
    public async Task A_watched_file_is_swapped_and_a_broken_one_keeps_what_serves()
    {
        await using var app = new App();
        var file = Path.Combine(app.Directory, "income.zip");
        await SaveAsync(IncomeModels.Careful, file);
        app.Services.AddModel<Person, Income>("income").FromFile("income.zip", o => o.Watch = true).UseMLNet();
        await app.StartAsync();
        await File.WriteAllTextAsync(file + ".new", "This is no model.");
        File.Move(file + ".new", file, overwrite: true);

        await Assert.ThrowsAsync<MlOpsException>(() => app.Models.RefreshAsync("income"));
        Assert.Equal(PredictionOutcome.Answered, (await app.Predictor.PredictAsync(new() { Age = 44 })).Outcome);
        Assert.NotNull(app.Models.GetStatus("income").Problem);
    }

    private static async Task SaveAsync(ModelArtifact artifact, string path)
    {
        await using var from = artifact.OpenRead();
        await using var to = File.Create(path);
        await from.CopyToAsync(to);
    }

    public sealed class RemoteModel(HttpClient http) : IModel<Person, Income>
    {
        public async ValueTask<Prediction<Income>> PredictAsync(Person input, CancellationToken cancellationToken)
        {
            using var response = await http.PostAsJsonAsync("score", input, cancellationToken);
            response.EnsureSuccessStatusCode();
            return (await response.Content.ReadFromJsonAsync<Income>(cancellationToken))!;
        }
    }

    private sealed class RemoteServer : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(new Income { Probability = 0.5f }) });
    }
}
