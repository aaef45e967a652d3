using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlOps;

namespace IncomeApi;

/// <summary>The golden predictions of the third program: captured with an ML.NET engine, replayed by a host.</summary>
public sealed class GoldenPredictionsTests : IDisposable
{
    private static readonly CensusRow[] GoldenRows = [new() { Age = 20, HoursPerWeek = 40 }, new() { Age = 40, HoursPerWeek = 10 }, new() { Age = 70, HoursPerWeek = float.NaN }];

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_whose_answers_are_off_is_refused_while_the_old_one_goes_on_serving()
    {
        var (rising, falling) = (IncomeModels.Rising(), IncomeModels.Falling());
        using var host = RegistryProgram.Build(_directory.Path);
        var registry = host.Services.GetRequiredService<IModelRegistry>();
        var one = await RegisterAsync(registry, rising, Capture(rising));
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(one), replacing: null, because: new("the first"), Stop);
        await host.StartAsync(Stop);
        var predictor = host.Services.GetRequiredService<IPredictor<CensusRow, IncomeScore>>();
        Assert.Equal(1, (await predictor.PredictAsync(GoldenRows[0], Stop)).Route!.Version);

        // The bytes of one model, and the answers of another: what a wrong file, or another feature pipeline, looks like.
        var two = await RegisterAsync(registry, falling, Capture(rising));
        var second = await registry.DeployAsync("income", DeploymentPlan.Live(two), replacing: first, because: new("AUC +0.012"), Stop);
        var refused = await Assert.ThrowsAnyAsync<MlOpsException>(() => host.Services.GetRequiredService<IModelHost>().RefreshAsync("income", Stop));

        Assert.Contains("income v2 isn't served: it answers otherwise here than when it was registered. 2 of 3 golden rows differ, in 2 values", refused.Message, StringComparison.Ordinal);
        Assert.Contains("; row 1, Probability: expected 0.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await predictor.PredictAsync(GoldenRows[0], Stop)).Route!.Version);

        var three = await RegisterAsync(registry, falling, Capture(falling));
        await registry.DeployAsync("income", DeploymentPlan.Live(three), replacing: second, because: new("with its own answers"), Stop);
        await host.Services.GetRequiredService<IModelHost>().RefreshAsync("income", Stop);
        Assert.Equal(3, (await predictor.PredictAsync(GoldenRows[0], Stop)).Route!.Version);
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task The_scores_of_classes_are_compared_item_by_item()
    {
        var trained = TrainClasses();
        using var engine = trained.Context.Model.CreatePredictionEngine<CensusRow, AgeGroup>(trained.Model, new PredictionEngineOptions { OwnsTransformer = false });
        var golden = GoldenSet.Capture(GoldenRows[..2], engine.Predict, relativeTolerance: 1e-4);
        var kept = GoldenSet.FromJson(golden.ToJson());
        using var host = Host();
        var registry = host.Services.GetRequiredService<IModelRegistry>();
        var artifact = MLNetArtifact.Save(trained.Context, trained.Model, trained.Schema);
        var spec = new ModelVersionSpec { Owner = "team-census", Purpose = "tests" };
        var same = await registry.RegisterAsync("group", artifact, spec with { Golden = kept }, Stop);
        var first = await registry.DeployAsync("group", DeploymentPlan.Live(same), null, new("as captured"), Stop);
        var predictor = host.Services.GetRequiredService<IPredictor<CensusRow, AgeGroup>>();
        Assert.Equal(1, (await predictor.PredictAsync(GoldenRows[0], Stop)).Route!.Version);

        var moved = GoldenSet.Capture(GoldenRows[..2], row => Moved(engine.Predict(row)));
        var off = await registry.RegisterAsync("group", artifact, spec with { Golden = moved }, Stop);
        await registry.DeployAsync("group", DeploymentPlan.Live(off), first, new("off in one class"), Stop);
        var refused = await Assert.ThrowsAnyAsync<MlOpsException>(() => host.Services.GetRequiredService<IModelHost>().RefreshAsync("group", Stop));

        Assert.Contains("2 of 2 golden rows differ, in 2 values; row 1, Score[1]: expected ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await predictor.PredictAsync(GoldenRows[0], Stop)).Route!.Version);

        static AgeGroup Moved(AgeGroup answer)
        {
            answer.Score![1] += 0.01f;
            return answer;
        }
    }

    public void Dispose() => _directory.Dispose();

    private static GoldenSet Capture((MLContext Context, ITransformer Model, DataViewSchema Schema) trained)
    {
        using var engine = trained.Context.Model.CreatePredictionEngine<CensusRow, IncomeScore>(trained.Model, new PredictionEngineOptions { OwnsTransformer = false });
        return GoldenSet.Capture(GoldenRows, engine.Predict, relativeTolerance: 1e-4);
    }

    private static Task<ModelVersion> RegisterAsync(
        IModelRegistry registry, (MLContext Context, ITransformer Model, DataViewSchema Schema) trained, GoldenSet golden) =>
        registry.RegisterAsync("income", MLNetArtifact.Save(trained.Context, trained.Model, trained.Schema), new()
        {
            Owner = "team-census",
            Purpose = "tests",
            InputSchema = DataSchema.For<CensusRow>(s => s.Column(r => r.Age).InRange(0, 120)),
            Golden = golden,
        });

    private IHost Host()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddModelRegistry().UseSqlite(_directory.Path);
        builder.Services.AddModel<CensusRow, AgeGroup>("group").FromRegistry().UseMLNet();
        return builder.Build();
    }

    private static (MLContext Context, ITransformer Model, DataViewSchema Schema) TrainClasses()
    {
        var ml = new MLContext(seed: 1);
        var rows = Enumerable.Range(0, 300).Select(i => new Grouped { Age = 17 + (i % 70), HoursPerWeek = 10 + (i * 7 % 50), Group = i % 70 < 20 ? "young" : i % 70 < 45 ? "middle" : "old" });
        var labelled = ml.Data.LoadFromEnumerable(rows);
        var train = ml.Transforms.Conversion.MapValueToKey("Label", nameof(Grouped.Group)).Fit(labelled).Transform(labelled);
        var pipeline = ml.Transforms.Concatenate("Features", nameof(Grouped.Age), nameof(Grouped.HoursPerWeek))
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        return (ml, pipeline.Fit(train), train.Schema);
    }

    private sealed class Grouped
    {
        public float Age { get; set; }

        public float HoursPerWeek { get; set; }

        public string Group { get; set; } = "";
    }

    [SuppressMessage("Performance", "CA1819", Justification = "ML.NET fills arrays.")]
    private sealed class AgeGroup
    {
        [ColumnName("PredictedLabel")]
        public string? Group { get; set; }

        public float[]? Score { get; set; }
    }
}
