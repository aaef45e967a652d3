using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.Docs;

/// <summary>docs/mlnet.md.</summary>
public class MLNetPageTests
{
    private static readonly Page Page = new("docs/mlnet.md");
    private static readonly Flower Rose = new() { SepalLength = 7, LengthAndWidth = [6, 2], Garden = null };

    [Fact]
    public async Task A_file_answers_rows_that_have_no_label()
    {
        await using var app = new App();
        var services = app.Services;
        var (ml, rows) = Data();

        var labels = ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Fit(rows);
        var model = ml.Transforms.Concatenate("Features", "SepalLength", "Petal")
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label"))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(labels.Transform(rows));

        var path = Path.Combine(app.Directory, "flowers.zip");

        ml.Model.Save(model, rows.Schema, path);

        services.AddModel<Flower, Species>("flowers").FromFile("flowers.zip").UseMLNet();

        await app.StartAsync();
        var prediction = await Flowers(app).PredictAsync(Rose);
        Assert.Equal("rose", prediction.Value.Name);
        Assert.Equal(2, prediction.Value.Probabilities.Length);
    }

    [Fact]
    public async Task A_registered_artifact_answers_from_a_pool_of_the_size_that_was_asked_for()
    {
        await using var app = new App();
        var services = app.Services;
        services.AddModelRegistry().UseSqlite(directory: "models");

        services.AddModel<Flower, Species>("flowers").FromRegistry().UseMLNet(o =>
        {
            o.MaxEngines = 8;
            o.WarmEngines = 8;
        });

        var (ml, rows) = Data();
        var model = Train(ml, rows);
        var registry = app.Registry;
        var runId = "run-1";

        ModelArtifact artifact = MLNetArtifact.Save(ml, model, rows.Schema);
        ModelVersion version = await registry.RegisterAsync("flowers", artifact, new()
        {
            Owner = "team-garden",
            Purpose = "the first",
            RegistrationId = runId,
        });

        await registry.DeployAsync("flowers", DeploymentPlan.Live(version), replacing: null, because: new("the first"));
        await app.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await Flowers(app).PredictAsync(Rose))));
        Assert.All(answers, a => Assert.Equal("rose", a.Value.Name));
    }

    [Fact]
    public async Task A_label_that_a_saved_transform_reads_a_nullable_number_and_an_answer_that_is_the_rows_own_are_refused()
    {
        var (ml, rows) = Data();
        var labels = ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Fit(rows);
        var trained = Train(ml, rows);

        Assert.Contains(
            "leave the transforms that read it out of the saved model",
            await RefusalAsync<Flower, Species>(ml, labels.Append(trained), rows.Schema),
            StringComparison.Ordinal);
        Assert.Contains("ML.NET has no nullable columns", await RefusalAsync<NullableFlower, Species>(ml, trained, rows.Schema), StringComparison.Ordinal);
        Assert.Contains("the row's own, which is no answer", await RefusalAsync<Flower, Echo>(ml, trained, rows.Schema), StringComparison.Ordinal);
        Assert.Contains("'SepalLength'", await RefusalAsync<LowerCaseFlower, Species>(ml, trained, rows.Schema), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_names_every_option() => Page.Names(typeof(MLNetOptions).GetProperties().Select(p => p.Name));

    private static IPredictor<Flower, Species> Flowers(App app) => app.Provider.GetRequiredService<IPredictor<Flower, Species>>();

    private static (MLContext ML, IDataView Rows) Data()
    {
        var ml = new MLContext(seed: 1);
        return (ml, ml.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i => new LabelledFlower
        {
            SepalLength = i % 2 == 0 ? 7 : 5,
            LengthAndWidth = i % 2 == 0 ? [6, 2 + (i % 5 / 10f)] : [1, 0.2f + (i % 5 / 10f)],
            Kind = i % 2 == 0 ? "rose" : "tulip",
        })));
    }

    private static ITransformer Train(MLContext ml, IDataView rows) => ml.Transforms.Concatenate("Features", "SepalLength", "Petal")
        .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label"))
        .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
        .Fit(ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Fit(rows).Transform(rows));

    private static async Task<string> RefusalAsync<TRow, TAnswer>(MLContext ml, ITransformer model, DataViewSchema schema)
        where TRow : class
        where TAnswer : class, new()
    {
        await using var app = new App();
        var path = Path.Combine(app.Directory, "flowers.zip");
        ml.Model.Save(model, schema, path);
        app.Services.AddModel<TRow, TAnswer>("flowers").FromFile(path).UseMLNet();
        return (await Assert.ThrowsAsync<ModelLoadException>(app.StartAsync)).Message;
    }

    public sealed record Flower
    {
        public float SepalLength { get; init; } = float.NaN;               // a number that a client leaves out is missing, not 0

        [ColumnName("Petal"), VectorType(2)]
        public float[] LengthAndWidth { get; init; } = [float.NaN, float.NaN];

        [NoColumn]
        public int? Garden { get; init; }                                  // of no concern to the model
    }

    public sealed record Species
    {
        [ColumnName("PredictedLabel")]
        public string Name { get; init; } = "";

        [ColumnName("Score")]
        public float[] Probabilities { get; init; } = [];
    }

    public sealed record LabelledFlower
    {
        public float SepalLength { get; init; }

        [ColumnName("Petal"), VectorType(2)]
        public float[] LengthAndWidth { get; init; } = [];

        public string Kind { get; init; } = "";
    }

    public sealed record NullableFlower
    {
        public float? SepalLength { get; init; }

        [ColumnName("Petal"), VectorType(2)]
        public float[] LengthAndWidth { get; init; } = [];
    }

    public sealed record LowerCaseFlower
    {
        [ColumnName("sepallength")]
        public float SepalLength { get; init; }

        [ColumnName("Petal"), VectorType(2)]
        public float[] LengthAndWidth { get; init; } = [];
    }

    public sealed record Echo
    {
        public float SepalLength { get; init; }
    }
}
