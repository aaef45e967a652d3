using Microsoft.Extensions.Configuration;

namespace MlOps.Docs.Serving;

/// <summary>docs/serving.md: the start and the first call.</summary>
public class StartTests
{
    [Fact]
    public async Task In_the_background_the_first_call_is_answered_at_once()
    {
        await using var app = new App();
        var services = app.Services;
        services.AddModelRegistry().UseSqlite(directory: "models");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Models:income:StartupTimeout", "00:00:05")]).Build();

        services.AddModel<Person, Income>("income", o => o.Startup = ModelStartup.Background)
            .FromRegistry()
            .UseMLNet()
            .Configure(configuration.GetSection("Models:income"))          // such as "StartupTimeout": "00:00:05"
            .FallBackTo("base rate", row => new() { Probability = 0.24f });

        await app.StartAsync();
        Assert.Equal("base rate", (await app.Predictor.PredictAsync(new() { Age = 44 })).Route!.Name);
        Assert.Contains("no deployment", (await Assert.ThrowsAsync<MlOpsException>(() => app.Models.RefreshAsync("income"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_required_model_that_cannot_be_had_fails_the_start_with_the_reason()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Person, Income>("income", o => o.StartupTimeout = TimeSpan.FromMilliseconds(300)).FromRegistry().UseMLNet();
        await Assert.ThrowsAsync<MlOpsException>(() => app.Models.RefreshAsync("income"));

        var e = await Assert.ThrowsAsync<ModelLoadException>(app.StartAsync);

        Assert.Contains("holds no deployment of 'income'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_lets_the_host_start_without_its_registry_and_the_prediction_says_why_it_answers()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(o => (o.Directory, o.CreateIfMissing) = ("elsewhere", false));
        app.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet().ValidateInput().FallBackTo("base rate", _ => new() { Probability = 0.24f });

        await app.StartAsync();

        var prediction = await app.Predictor.PredictAsync(new() { Age = 44 });
        Assert.IsType<RegistryUnavailableException>(Assert.Single(prediction.Attempts).Exception);
    }

    [Fact]
    public async Task A_broken_fallback_version_holds_nothing_back()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet();
        await IncomeModels.DeployBothAsync(app.Registry);
        Break(app, await app.Registry.GetVersionAsync("income", 1));

        await app.StartAsync();

        Assert.True((await app.Predictor.PredictAsync(new() { Age = 44, HoursPerWeek = 40 })).IsPlain);
        await Assert.ThrowsAsync<MlOpsException>(() => app.Models.RefreshAsync("income"));
        var status = app.Models.GetStatus("income");
        Assert.Equal([true, false], status.Routes.Select(r => r.WhyNot is null));
        Assert.NotNull(status.NextTry);
    }

    private static void Break(App app, ModelVersion version) =>
        File.WriteAllText(Path.Combine(app.Directory, "models", "artifacts", version.Artifact.Digest[..2], version.Artifact.Digest), "broken");
}
