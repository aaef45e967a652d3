using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps;

/// <summary>What ML.NET makes of rows as we write them; a change here would change what our users may write.</summary>
public sealed class RowTypeTests
{
    private static readonly (MLContext ML, ITransformer Model, DataViewSchema Schema) Trained = Census.Linear();

    [Fact]
    public void Init_properties_are_read_and_filled()
    {
        using var echo = Echo();

        Assert.Equal(new Text { Education = "college", Age = 33 }, echo.Predict(new() { Age = 33, Education = "college" }));
    }

    [Fact]
    public void A_null_text_comes_out_as_an_empty_one()
    {
        using var echo = Echo();

        Assert.Equal("", echo.Predict(new() { Education = null }).Education);
        Assert.Equal("", echo.Predict(new() { Education = "" }).Education);
    }

    [Fact]
    public void To_a_one_hot_encoding_null_empty_and_never_seen_texts_are_the_same()
    {
        using var engine = Trained.Engine();
        var row = Census.Rows[0];

        var empty = engine.Predict(row with { Education = "" });
        Assert.Equal(empty, engine.Predict(row with { Education = null }));
        Assert.Equal(empty, engine.Predict(row with { Education = "never seen" }));
        Assert.NotEqual(empty, engine.Predict(row with { Education = "college" }));
    }

    [Fact]
    public void NaN_goes_through_a_linear_model_into_its_answer_but_not_through_a_tree()
    {
        using var linear = Trained.Engine();
        using var tree = Census.Boosted().Engine();
        var row = Census.Rows[0] with { Hours = float.NaN };

        Assert.Equal(float.NaN, linear.Predict(row).Probability);
        Assert.InRange(tree.Predict(row).Probability, 0, 1);
    }

    [Fact]
    public void Vectors_and_renamed_members_are_columns()
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable([new Vectors()]);
        var model = ml.Transforms.Concatenate("Both", "Two", "One").Fit(data);
        using var engine = ml.Model.CreatePredictionEngine<Vectors, Joined>(model);

        Assert.Equal([1, 2, 3], engine.Predict(new() { Pair = [1, 2], One = 3 }).Both);
    }

    private static PredictionEngine<CensusRow, Text> Echo()
    {
        var ml = new MLContext(seed: 1);
        var model = ml.Transforms.CopyColumns("Copy", nameof(CensusRow.Age)).Fit(ml.Data.LoadFromEnumerable(Census.Rows));
        return ml.Model.CreatePredictionEngine<CensusRow, Text>(model);
    }

    public sealed record Text
    {
        public string? Education { get; init; }

        [ColumnName("Copy")]
        public float Age { get; init; }
    }

    public sealed class Vectors
    {
        public float One { get; init; }

        [ColumnName("Two"), VectorType(2)]
        public float[] Pair { get; init; } = [0, 0];
    }

    public sealed class Joined
    {
        public float[] Both { get; init; } = [];
    }
}
