using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;

namespace MlOps.Benchmarks;

/// <summary>A model twice: bare, as ML.NET's engine, and guarded, as the package serves it from a registry on disk.</summary>
internal sealed class GuardedModel : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mlops-bench-").FullName;
    private readonly ServiceProvider _services;

    private GuardedModel(string kind)
    {
        var ml = new MLContext(1);
        var (model, data) = BenchModels.Train(ml, kind);
        Engine = ml.Model.CreatePredictionEngine<BenchRow, BenchScore>(model);

        var services = new ServiceCollection();
        services.AddModelRegistry().UseSqlite(_directory);
        services.AddModel<BenchRow, BenchScore>("bench")
            .FromRegistry()
            .UseMLNet()
            .ValidateInput(BenchRow.Rules)
            .ValidateOutput(s => s.Column(p => p.Probability).InRange(0, 1))
            .AddHeuristic("children earn nothing", (row, _) => row.Age < 16, (_, _) => new() { Probability = 0 })
            .SuppressWhen("too little known", (row, score) => row.Tenure < 0 && score.Probability > 0.9f);
        _services = services.BuildServiceProvider();
        Predictor = _services.GetRequiredService<IPredictor<BenchRow, BenchScore>>();
        Deploy(MLNetArtifact.Save(ml, model, data.Schema)).GetAwaiter().GetResult();

        var first = Predictor.PredictAsync(Row).AsTask().GetAwaiter().GetResult();
        if (!first.IsPlain)
        {
            throw new InvalidOperationException($"The measured prediction should be a plain answer; it is {first}.");
        }
    }

    public PredictionEngine<BenchRow, BenchScore> Engine { get; }

    public IPredictor<BenchRow, BenchScore> Predictor { get; }

    public BenchRow Row { get; } = BenchModels.Rows(1)[0];

    public static GuardedModel Create(string kind) => new(kind);

    public void Dispose()
    {
        _services.Dispose();
        Engine.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task Deploy(ModelArtifact artifact)
    {
        var registry = _services.GetRequiredService<IModelRegistry>();
        var spec = new ModelVersionSpec { Owner = "benchmarks", Purpose = "to be measured" };
        var one = await registry.RegisterAsync("bench", artifact, spec);
        var two = await registry.RegisterAsync("bench", artifact, spec);
        await registry.DeployAsync("bench", DeploymentPlan.Live(two).FallBackTo(one), replacing: null, because: new("to be measured"));
    }
}
