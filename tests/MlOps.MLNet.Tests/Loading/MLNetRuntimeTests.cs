using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlOps.Runtimes;

namespace MlOps;

public sealed class MLNetRuntimeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_saved_model_answers_after_loading_exactly_as_before(bool boosted)
    {
        var trained = boosted ? Census.Boosted() : Census.Linear();
        using var before = trained.Engine();
        using var after = await trained.Content().LoadAsync();

        foreach (var row in Census.Rows)
        {
            Assert.Equal(before.Predict(row), (await after.PredictAsync(row, Cancel)).Value);
        }
    }

    [Fact]
    public async Task A_model_saved_without_its_schema_loads_too()
    {
        var trained = Census.Linear();
        var bytes = new MemoryStream();
        trained.ML.Model.Save(trained.Model, null, bytes);
        bytes.Position = 0;

        using var model = await new ModelContent("income.zip", bytes).LoadAsync();

        Assert.Equal(PredictionOutcome.Answered, (await model.PredictAsync(Census.Rows[0], Cancel)).Outcome);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("zeros")]
    [InlineData("zip")]
    [InlineData("truncated")]
    [InlineData("corrupt")]
    public async Task Bytes_that_are_no_model_are_refused_by_name(string kind)
    {
        var bytes = kind switch
        {
            "empty" => [],
            "zeros" => new byte[5000],
            "zip" => Zip(),
            "truncated" => Bytes()[..500],
            _ => Corrupt(),
        };
        var error = await Assert.ThrowsAsync<ModelLoadException>(() => new ModelContent("income v3", new MemoryStream(bytes)).LoadAsync());

        var said = kind switch
        {
            "empty" or "zeros" => "'income v3' is no zip archive, ",
            "zip" => "'income v3' can't be loaded as an ML.NET model: ",
            _ => "'income v3' begins as a zip archive, and can't be read as one: ",
        };
        Assert.StartsWith(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(kind is "zip", !error.Message.Contains("copied whole", StringComparison.Ordinal));
        Assert.Contains("MLNetArtifact.Save", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_folder_is_refused_as_one()
    {
        var refused = await Assert.ThrowsAsync<ModelLoadException>(() => ModelContent.OfFolder("income v3", "/somewhere").LoadAsync());

        Assert.StartsWith("'income v3' is a folder, and the runtime that this host has for its format reads a single file.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_that_is_cancelled_says_so()
    {
        var builder = new TestBuilder<CensusRow, IncomeScore>();
        builder.UseMLNet();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await builder.Build().LoadAsync(Census.Linear().Content(), cancelled.Token));
    }

    [Fact]
    public async Task A_custom_mapping_loads_in_a_context_that_the_host_prepared()
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(Census.Rows);
        var model = ml.Transforms.CustomMapping(new Halve().GetMapping(), nameof(Halve)).Fit(data);
        var artifact = MLNetArtifact.Save(ml, model, data.Schema);

        using var loaded = await new ModelContent("custom", artifact.OpenRead()).LoadAsync(
            o => o.ConfigureContext = context => context.ComponentCatalog.RegisterAssembly(typeof(Halve).Assembly));
        Assert.Equal(20, (await loaded.PredictAsync(new() { Age = 40 }, Cancel)).Value.Probability);
    }

    [Fact]
    public async Task Versions_whose_custom_mappings_have_one_name_in_two_assemblies_load_one_after_the_other()
    {
        var builder = new TestBuilder<CensusRow, HalveScore>();
        builder.UseMLNet();
        var runtime = builder.Build();
        var (first, second) = (EmittedMapping.Save(answer: 1), EmittedMapping.Save(answer: 2));
        var answers = new List<float>();
        foreach (var version in new[] { first, second, first })
        {
            var model = await runtime.LoadAsync(new("custom", version.OpenRead()), Cancel);
            answers.Add((await model.PredictAsync(Census.Rows[0], Cancel)).Value.Probability);
        }

        Assert.Equal([1, 2, 1], answers);
    }

    private static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("something else");
        }

        return bytes.ToArray();
    }

    private static byte[] Corrupt()
    {
        var bytes = Bytes();
        bytes.AsSpan(200, 100).Fill(0x55);
        return bytes;
    }

    private static byte[] Bytes()
    {
        using var bytes = new MemoryStream();
        Census.Linear().Content().Content.CopyTo(bytes);
        return bytes.ToArray();
    }

    [CustomMappingFactoryAttribute(nameof(Halve))]
    public sealed class Halve : CustomMappingFactory<CensusRow, HalveScore>
    {
        public override Action<CensusRow, HalveScore> GetMapping() => (row, score) => score.Probability = row.Age / 2;
    }

    public sealed class HalveScore
    {
        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
