using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using MlOps.Benchmarks.Registry;
using MlOps.Benchmarks.Validation;

namespace MlOps.Benchmarks.Staging;

/// <summary>What a shadow and a canary cost callers: the same model behind the same predictor, with and without, in turns.</summary>
internal static class StagingRun
{
    private const int Calls = 2_000;
    private const int Rounds = 200;

    public static async Task RunAsync()
    {
        var folder = new BenchFolder();
        var ml = new MLContext(1);
        var (trained, data) = BenchModels.Train(ml, "linear");
        var registry = folder.Open();
        foreach (var model in Cases.Select(c => c.Name))
        {
            await registry.RegisterAsync(model, MLNetArtifact.Save(ml, trained, data.Schema), BenchFolder.Spec with { InputSchema = null, OutputSchema = null });
            await registry.RegisterAsync(model, MLNetArtifact.Save(ml, trained, data.Schema), BenchFolder.Spec with { InputSchema = null, OutputSchema = null });
            await registry.DeployAsync(model, Cases.Single(c => c.Name == model).Plan, replacing: null, because: new("measured"));
        }

        var services = new ServiceCollection();
        services.AddModelRegistry(o => o.Author = "benchmark").UseSqlite(folder.Path);
        foreach (var (model, _, configure) in Cases)
        {
            services.AddModel<BenchRow, BenchScore>(model).FromRegistry().UseMLNet().RouteBy(row => row.Occupation).Shadow(configure);
        }

        await using (var provider = services.BuildServiceProvider())
        {
            await MeasureAsync(provider);
        }

        folder.Close();
    }

    private static (string Name, DeploymentPlan Plan, Action<ShadowOptions> Configure)[] Cases { get; } =
    [
        ("alone", DeploymentPlan.Live(1), _ => { }),
        ("shadow.of-one-in-a-hundred", DeploymentPlan.Live(1).Shadow(2), o => o.SampleShare = 0.01),
        ("shadow.of-all-that-finds-a-place", DeploymentPlan.Live(1).Shadow(2), _ => { }),
        ("canary.of-half-compared-one-in-a-hundred", DeploymentPlan.Live(1).Canary(2, 0.5), o => o.SampleShare = 0.01),
        ("canary.of-half-not-compared", DeploymentPlan.Live(1).Canary(2, 0.5), o => o.SampleShare = 0),
    ];

    private static async Task MeasureAsync(ServiceProvider provider)
    {
        var (rows, figures) = (BenchModels.Rows(64), new Figures());
        var acts = new List<Action>();
        foreach (var (model, _, _) in Cases)
        {
            var (predictor, next) = (provider.GetRequiredKeyedService<IPredictor<BenchRow, BenchScore>>(model), 0);
            await provider.GetRequiredService<IModelHost>().RefreshAsync(model);
            acts.Add(() => predictor.PredictAsync(rows[next++ & 63]).GetAwaiter().GetResult());
        }

        var times = Turns.Time(Rounds, Calls, [.. acts]);
        Figures.Title("A prediction of a linear model, beside one without a candidate");
        foreach (var (i, (model, _, _)) in Cases.Index())
        {
            figures.Add(model, Turns.Median(times[i]), "ns");
            figures.Add("", Turns.Ratio(times[i], times[0]), "times");
            figures.Add("", Turns.Bytes(Calls, acts[i]), "B");
        }

        foreach (var evidence in Cases.SelectMany(c => provider.GetRequiredService<IModelHost>().GetEvidence(c.Name)))
        {
            Console.WriteLine($"  {evidence}");
        }
    }
}
