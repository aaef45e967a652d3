using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MlOps.Aot;

/// <summary>Golden predictions: rows are made of what was kept, by setters and by constructors, and a version that is off is refused.</summary>
internal static class GoldenChecks
{
    public static async Task RunAsync(Checks checks)
    {
        var directory = Directory.CreateTempSubdirectory("mlops-aot-").FullName;
        try
        {
            await PositionalAsync(checks);
            await HostAsync(checks, directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    public static GoldenSet Golden(float factor) => GoldenSet.Capture(
        [new Applicant { Hours = 12 }, new Applicant { Age = 50, Income = null, Grade = null, Workclass = null }],
        row => new Score { Probability = row.Age * factor },
        masked: [nameof(Applicant.At), nameof(Applicant.Postcode)]);

    private static async Task PositionalAsync(Checks checks)
    {
        var golden = GoldenSet.Capture([new Measured(1, [2, float.NaN], null), new Measured(3, [], 4)], row => new Classes(row.Items, row.Count ?? 0));
        checks.Equal("golden predictions come back from their JSON", golden, GoldenSet.FromJson(golden.ToJson()));
        checks.That("and a constructor makes their rows", (await golden.ReplayAsync(new Echo(0))).IsMatch);
        checks.Equal("an item that is off is named", "row 1, Items[0]: expected 2, was 2.5", (await golden.ReplayAsync(new Echo(0.5f))).Differences[0].ToString());
    }

    private static async Task HostAsync(Checks checks, string directory)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddModelRegistry(o => o.Author = "aot").UseSqlite(directory);
        builder.Services.AddModel<Applicant, Score>("score").FromRegistry().AddRuntime(_ => new LinearRuntime());
        using var host = builder.Build();
        var registry = host.Services.GetRequiredService<IModelRegistry>();
        var first = await DeployAsync(registry, "0.002", null);
        await host.StartAsync();
        await DeployAsync(registry, "0.003", first);
        try
        {
            await host.Services.GetRequiredService<IModelHost>().RefreshAsync("score");
            checks.That("a version that answers otherwise is refused", false);
        }
        catch (MlOpsException e)
        {
            checks.That("a version that answers otherwise is refused", e.Message.Contains("2 of 2 golden rows differ, in 2 values; row 1, Probability: expected 0.06", StringComparison.Ordinal));
        }

        var answer = await host.Services.GetRequiredService<IPredictor<Applicant, Score>>().PredictAsync(new() { Age = 50 });
        checks.Equal("and the one before goes on", 1, answer.Route!.Version);
        await host.StopAsync();
    }

    private static async Task<Deployment> DeployAsync(IModelRegistry registry, string factor, Deployment? replacing)
    {
        var artifact = ModelArtifact.FromBytes(Encoding.UTF8.GetBytes(factor), LinearRuntime.Linear);
        var version = await registry.RegisterAsync("score", artifact, new() { Owner = "tests", Purpose = "golden predictions", Golden = Golden(0.002f) });
        return await registry.DeployAsync("score", DeploymentPlan.Live(version), replacing, new("a test"));
    }

    private sealed record Measured(double Weight, float[] Items, int? Count);

    private readonly record struct Classes(float[] Items, int Count);

    private sealed class Echo(float off) : IModel<Measured, Classes>
    {
        public ValueTask<Prediction<Classes>> PredictAsync(Measured input, CancellationToken cancellationToken) =>
            new(new Classes([.. input.Items.Select(i => i + off)], input.Count ?? 0));
    }
}
