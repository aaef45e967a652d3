using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Aot;

/// <summary>A shadow is asked, compared by columns, described and kept in a file, without code that is made at run time.</summary>
internal static class ShadowChecks
{
    public static async Task RunAsync(Checks checks)
    {
        var directory = Directory.CreateTempSubdirectory("mlops-aot-").FullName;
        try
        {
            await RunAsync(checks, directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task RunAsync(Checks checks, string directory)
    {
        await using (var services = Provider(directory))
        {
            var registry = services.GetRequiredService<IModelRegistry>();
            var (live, shadow) = (await RegisterAsync(registry, "0.002"), await RegisterAsync(registry, "0.01"));
            await registry.DeployAsync("score", DeploymentPlan.Live(live).Shadow(shadow), replacing: null, new("v2 looks on"));
            var (host, predictor) = (services.GetRequiredService<IModelHost>(), services.GetRequiredService<IPredictor<Applicant, Score>>());
            await host.RefreshAsync("score");
            await predictor.PredictAsync(new() { Age = 50 });
            while (host.GetEvidence("score") is not [{ Compared: 1 }])
            {
                await Task.Delay(1);
            }

            var seen = host.GetEvidence("score")[0];
            checks.Equal("a shadow is compared by columns", (0L, 1L), (seen.Agreed, seen.Differed));
            checks.That("and a disagreement is described", seen.LargestDisagreements[0].Row.Contains("Age = 50", StringComparison.Ordinal));
        }

        await using var again = Provider(directory);
        checks.Equal("and kept over a restart", 1L, again.GetRequiredService<IModelHost>().GetEvidence("score")[0].Differed);
    }

    private static ServiceProvider Provider(string directory)
    {
        var services = new ServiceCollection();
        services.AddModelRegistry(o => o.Author = "aot").UseSqlite(Path.Combine(directory, "registry"));
        services.AddModel<Applicant, Score>("score").FromRegistry().AddRuntime(_ => new LinearRuntime()).KeepEvidence(Path.Combine(directory, "evidence"));
        return services.BuildServiceProvider();
    }

    private static Task<ModelVersion> RegisterAsync(IModelRegistry registry, string factor) => registry.RegisterAsync(
        "score", ModelArtifact.FromBytes(Encoding.UTF8.GetBytes(factor), LinearRuntime.Linear), new() { Owner = "team", Purpose = "a test" });
}
