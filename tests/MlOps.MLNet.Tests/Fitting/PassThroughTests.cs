using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlOps.MLNet.Fitting;

namespace MlOps.Fitting;

/// <summary>Which columns ML.NET passes through is told from annotations: these tests hold how its transforms treat them.</summary>
public sealed class PassThroughTests
{
    private static readonly MLContext ML = new(seed: 1);

    private static readonly IDataView Data = ML.Data.LoadFromEnumerable(
        Enumerable.Range(0, 20).Select(i => new Row { A = i, B = 20 - i, Text = $"t{i % 3}", Vector = [i, 1], Key = (uint)((i % 3) + 1) }));

    public static TheoryData<string, Func<TransformsCatalog, IEstimator<ITransformer>>> Makers => new()
    {
        { "A", t => t.NormalizeMinMax("A") },
        { "A", t => t.NormalizeMeanVariance("A") },
        { "A", t => t.NormalizeBinning("A") },
        { "A", t => t.ReplaceMissingValues("A") },
        { "A", t => t.IndicateMissingValues("A") },
        { "A", t => t.Conversion.ConvertType("A", outputKind: DataKind.Double) },
        { "A", t => t.Concatenate("A", "A", "B") },
        { "A", t => t.CopyColumns("A", "B") },
        { "A", t => t.Expression("A", "x => x + 1", "A") },
        { "A", t => t.CustomMapping(new AddOne().GetMapping(), "add one") },
        { "Copy", t => t.CopyColumns("Copy", "A") },
        { "Joined", t => t.Concatenate("Joined", "Vector") },
        { "Vector", t => t.NormalizeLpNorm("Vector") },
        { "Text", t => t.Conversion.MapValueToKey("Text") },
        { "Text", t => t.Conversion.Hash("Text") },
        { "Text", t => t.Conversion.MapValueToKey("Text").Append(t.Conversion.MapKeyToValue("Text")) },
        { "Text", t => t.Text.NormalizeText("Text") },
        { "Text", t => t.Text.FeaturizeText("Text") },
        { "Text", t => t.Categorical.OneHotEncoding("Text") },
        { "Key", t => t.Conversion.MapKeyToVector("Key") },
        { "A", t => t.NormalizeMinMax("A").Append(t.SelectColumns("A", "B")) },
    };

    [Theory]
    [MemberData(nameof(Makers))]
    public void A_column_that_a_transform_makes_is_the_models_also_under_the_name_of_one_of_the_row(
        string column, Func<TransformsCatalog, IEstimator<ITransformer>> pipeline) =>
        Assert.False(PassThrough.Has(Out(pipeline)[column]));

    public static TheoryData<string, Func<TransformsCatalog, IEstimator<ITransformer>>> Passers => new()
    {
        { "B", t => t.NormalizeMinMax("A") },
        { "A", t => t.CopyColumns("Copy", "A") },
        { "A", t => t.CopyColumns("A", "A") },
        { "A", t => t.Concatenate("Joined", "A", "B") },
        { "Text", t => t.Conversion.MapValueToKey("Label", "Text") },
        { "B", t => t.CustomMapping(new AddOne().GetMapping(), "add one") },
        { "B", t => t.NormalizeMinMax("A").Append(t.SelectColumns("A", "B")) },
        { "B", t => t.NormalizeMinMax("A").Append(t.DropColumns("Text")) },
        { "A", t => t.CopyColumns("Copy", "A").Append(t.CopyColumns("A", "B")).Append(t.CopyColumns("A", "Copy")) },
    };

    [Theory]
    [MemberData(nameof(Passers))]
    public void A_column_that_none_makes_is_the_rows_whatever_stands_around_it(
        string column, Func<TransformsCatalog, IEstimator<ITransformer>> pipeline) =>
        Assert.True(PassThrough.Has(Out(pipeline)[column]));

    [Fact]
    public void The_annotations_that_a_schema_has_stay()
    {
        var annotated = ML.Transforms.Conversion.MapValueToKey("Text").Fit(Data).GetOutputSchema(Data.Schema);

        var marked = PassThrough.Mark(annotated);

        Assert.True(PassThrough.Has(marked["Text"]));
        VBuffer<ReadOnlyMemory<char>> values = default;
        marked["Text"].GetKeyValues(ref values);
        Assert.Equal(["t0", "t1", "t2"], values.DenseValues().Select(v => v.ToString()));
    }

    // Through the file, as a host meets it.
    private static DataViewSchema Out(Func<TransformsCatalog, IEstimator<ITransformer>> pipeline)
    {
        using var file = new MemoryStream();
        ML.Model.Save(pipeline(ML.Transforms).Fit(Data), Data.Schema, file);
        file.Position = 0;
        var host = new MLContext(seed: 1);
        host.ComponentCatalog.RegisterAssembly(typeof(AddOne).Assembly);
        var model = host.Model.Load(file, out var rows);
        return model.GetRowToRowMapper(PassThrough.Mark(rows)).OutputSchema;
    }

    public sealed class Row
    {
        public float A { get; set; }

        public float B { get; set; }

        public string Text { get; set; } = "";

        [VectorType(2)]
        public float[] Vector { get; set; } = [];

        [KeyType(3)]
        public uint Key { get; set; }
    }

    public sealed class One
    {
        public float A { get; set; }
    }

    [CustomMappingFactoryAttribute("add one")]
    public sealed class AddOne : CustomMappingFactory<One, One>
    {
        public override Action<One, One> GetMapping() => (from, to) => to.A = from.A + 1;
    }
}
