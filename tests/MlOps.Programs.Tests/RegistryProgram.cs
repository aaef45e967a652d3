using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlOps;

namespace IncomeApi;

/// <summary>The second program: the registry says which version is live and which answers in its place.</summary>
internal static class RegistryProgram
{
    public static IHost Build(string directory)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();

        builder.Services.AddModelRegistry(o => o.Author = "income-api").UseSqlite(directory);
        builder.Services.AddModel<CensusRow, IncomeScore>("income")
            .FromRegistry()                                                  // the deployment says who is live, canary, shadow, fallback
            .UseMLNet()
            .ValidateInput()                                                 // the schema registered with the version
            .ValidateOutput(s => s.Column(p => p.Probability).InRange(0, 1))
            .FallBackTo("base rate", row => new() { Probability = 0.24f })   // when no version could answer
            .WithCircuitBreaker(o => { o.FailureRatio = 0.1; o.MinimumThroughput = 100; })   // Polly's words and meaning
            .AddHeuristic("minors earn under 50K",
                when: (row, score) => row.Age < 18, change: (row, score) => score with { Probability = 0 });
        builder.Services.AddHealthChecks().AddModels(tags: ["ready"]);

        return builder.Build();
    }

    /// <summary>Registers a version that says income rises with age, and one that says it falls; deploys the second with the first as fallback.</summary>
    public static async Task RegisterAsync(IModelRegistry registry)
    {
        var one = await RegisterAsync(registry, IncomeModels.Rising());
        var two = await RegisterAsync(registry, IncomeModels.Falling());
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(one), replacing: null, because: new("the first"));
        await registry.DeployAsync("income", DeploymentPlan.Live(two).FallBackTo(one), replacing: first, because: new("AUC +0.012 on the May set"));
    }

    /// <summary>Puts another version in force.</summary>
    public static async Task<Deployment> DeployAsync(IModelRegistry registry, int version)
    {
        var now = await registry.GetDeploymentAsync("income");
        return await registry.DeployAsync("income", DeploymentPlan.Live(version), replacing: now, because: new($"v{version}, please"));
    }

    private static Task<ModelVersion> RegisterAsync(
        IModelRegistry registry, (Microsoft.ML.MLContext Context, Microsoft.ML.ITransformer Model, Microsoft.ML.DataViewSchema Schema) trained) =>
        registry.RegisterAsync("income", MLNetArtifact.Save(trained.Context, trained.Model, trained.Schema), new()
        {
            Owner = "team-census",
            Purpose = "tests",
            InputSchema = DataSchema.For<CensusRow>(s => s
                .Column(r => r.Age).Required().InRange(0, 120)
                .Column(r => r.HoursPerWeek).Tolerated().InRange(1, 99)),
            OutputSchema = DataSchema.For<IncomeScore>(s => s.Column(p => p.Probability).InRange(0, 1)),
        });
}
