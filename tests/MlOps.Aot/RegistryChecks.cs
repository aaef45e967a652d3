using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MlOps.Aot;

/// <summary>A registry in a directory: written, opened again, and followed by a running host.</summary>
internal static class RegistryChecks
{
    public static async Task RunAsync(Checks checks)
    {
        var directory = Directory.CreateTempSubdirectory("mlops-aot-").FullName;
        try
        {
            await WriteAsync(checks, directory);
            await ReadAsync(checks, directory);
            await ServeAsync(checks, directory);
            await MoveAsync(checks, directory);
            await UnpackAsync(checks, directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task WriteAsync(Checks checks, string directory)
    {
        await using var services = Open(directory);
        var registry = services.GetRequiredService<IModelRegistry>();
        var one = await registry.RegisterAsync("score", Artifact("0.001"), Spec(auc: 0.7));
        var two = await registry.RegisterAsync("score", Artifact("0.002"), Spec(auc: 0.8) with { Golden = GoldenChecks.Golden(0.002f) });
        var first = await registry.DeployAsync("score", DeploymentPlan.Live(one), replacing: null, new("the first"));
        var second = await registry.DeployAsync("score", DeploymentPlan.Live(two).FallBackTo(one), replacing: first, new("AUC +0.1"));
        checks.Equal("two versions, two deployments", (2, 2), (two.Number, second.Number));
        try
        {
            await registry.DeployAsync("score", DeploymentPlan.Live(one), replacing: first, new("too late"));
            checks.That("a deployment that comes too late conflicts", false);
        }
        catch (DeploymentConflictException e)
        {
            checks.Equal("a deployment that comes too late conflicts", second, e.Current!);
        }
    }

    private static async Task ReadAsync(Checks checks, string directory)
    {
        await using var services = Open(directory);
        var registry = services.GetRequiredService<IModelRegistry>();
        var two = await registry.GetVersionAsync("score", 2);
        checks.Equal("the schema is as it was registered", Spec(0).InputSchema!, two.InputSchema!);
        checks.Equal("so is a schema's JSON", two.InputSchema!, DataSchema.FromJson(two.InputSchema!.ToJson()));
        checks.Equal("so is a metric", Metric.Of(0.8, samples: 1000), two.Metrics["auc"]);
        checks.Equal("so are golden predictions", GoldenChecks.Golden(0.002f), two.Golden!);
        checks.Equal("also one that failed", "one class only", two.Metrics["recall"].Failure!);
        await using var stream = await registry.OpenAsync(two);
        using var reader = new StreamReader(stream);
        checks.Equal("the bytes are those that were registered", "0.002", await reader.ReadToEndAsync());

        var path = Directory.GetFiles(directory, two.Artifact.Digest, SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllTextAsync(path, "0.009");
        try
        {
            await using var damaged = await registry.OpenAsync(two);
            checks.That("damaged bytes are told", false);
        }
        catch (ArtifactException)
        {
            checks.That("damaged bytes are told", true);
        }

        await File.WriteAllBytesAsync(path, bytes);
    }

    private static async Task ServeAsync(Checks checks, string directory)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddModelRegistry(o => o.Author = "aot").UseSqlite(directory);
        builder.Services.AddModel<Applicant, Score>("score")
            .FromRegistry()
            .AddRuntime(_ => new LinearRuntime())
            .ValidateInput()
            .ValidateOutput();
        using var host = builder.Build();
        await host.StartAsync();
        var predictor = host.Services.GetRequiredService<IPredictor<Applicant, Score>>();
        var registry = host.Services.GetRequiredService<IModelRegistry>();

        var two = await predictor.PredictAsync(new() { Age = 50 });
        checks.Equal("the deployed version answers", (2, 0.1f), (two.Route!.Version, two.Value.Probability));
        checks.Equal("its schema rejects", PredictionOutcome.Rejected, (await predictor.PredictAsync(new() { Age = 130 })).Outcome);

        var back = await registry.RollBackAsync("score", awayFrom: 2, new("a drill"));
        checks.That("a roll-back changes the plan", back.Changed);
        await host.Services.GetRequiredService<IModelHost>().RefreshAsync("score");
        var one = await predictor.PredictAsync(new() { Age = 50 });
        checks.Equal("and the running host follows", (1, 0.05f), (one.Route!.Version, one.Value.Probability));

        var history = await registry.GetHistoryAsync("score").ToListAsync();
        checks.That("the history has it all, latest first",
            history.Select(d => (d.Number, d.Because.Text, d.RolledBackFrom)).SequenceEqual(
                [(3, "a drill", 2), (2, "AUC +0.1", null), (1, "the first", (int?)null)]));
        await host.StopAsync();
    }

    private static async Task MoveAsync(Checks checks, string directory)
    {
        await using var services = Open(directory);
        await using var elsewhere = Open(Path.Combine(directory, "elsewhere"));
        using var file = new MemoryStream();
        await services.GetRequiredService<IModelRegistry>().ExportAsync("score", file);
        file.Position = 0;
        var imported = await elsewhere.GetRequiredService<IModelRegistry>().ImportAsync(file, new() { Model = "moved" });
        checks.That("versions move to another registry",
            imported.Select(v => $"{v} from {v.Origin}").SequenceEqual(["moved v1 from score v1", "moved v2 from score v2"]));
        checks.Equal("with their schemas", Spec(0).InputSchema!, imported[1].InputSchema!);
        checks.Equal("and golden predictions", GoldenChecks.Golden(0.002f), imported[1].Golden!);
    }

    private static async Task UnpackAsync(Checks checks, string directory)
    {
        await using var services = Open(directory);
        var registry = services.GetRequiredService<IModelRegistry>();
        var folder = Directory.CreateDirectory(Path.Combine(directory, "folder")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "weights"), "0.003");
        var version = await registry.RegisterAsync("folder", ModelArtifact.FromFolder(folder, "many"), Spec(auc: 0.7));
        await registry.ExtractAsync(await registry.GetVersionAsync("folder", version.Number), Path.Combine(directory, "out"));
        checks.Equal("a folder is unpacked as it was registered", "0.003", await File.ReadAllTextAsync(Path.Combine(directory, "out", "weights")));
        File.CreateSymbolicLink(Path.Combine(folder, "link"), "weights");
        try
        {
            await registry.RegisterAsync("folder", ModelArtifact.FromFolder(folder, "many"), Spec(auc: 0.7));
            checks.That("a link in it is refused", false);
        }
        catch (ArgumentException)
        {
            checks.That("a link in it is refused", true);
        }
    }

    private static ServiceProvider Open(string directory) =>
        new ServiceCollection().AddModelRegistry(o => o.Author = "aot").UseSqlite(directory).Services.BuildServiceProvider();

    private static ModelArtifact Artifact(string factor) => ModelArtifact.FromBytes(Encoding.UTF8.GetBytes(factor), LinearRuntime.Linear);

    private static ModelVersionSpec Spec(double auc) => new()
    {
        Owner = "tests",
        Purpose = "ahead-of-time compilation",
        InputSchema = DataSchema.For<Applicant>(s => s
            .Column(a => a.Age).Required().InRange(0, 120)
            .Column(a => a.Workclass).Tolerated().OneOf("Private", "State-gov")
            .Column(a => a.Postcode).Optional().Matches("^[0-9]{5}$")
            .RowCompleteness(0.5)),
        OutputSchema = DataSchema.For<Score>(s => s.Column(p => p.Probability).InRange(0, 1)),
        Metrics = { ["auc"] = Metric.Of(auc, samples: 1000), ["recall"] = Metric.Failed("one class only") },
    };
}
