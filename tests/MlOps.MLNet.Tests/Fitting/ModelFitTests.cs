using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.Fitting;

public sealed class ModelFitTests
{
    private static readonly (MLContext ML, ITransformer Model, DataViewSchema Schema) Trained = Census.Linear();

    [Fact]
    public async Task A_missing_column_is_named_with_its_type_and_the_label_is_not()
    {
        var message = await Refusal<WithoutEducation, IncomeScore>();

        Assert.Equal(
            "'income v1' doesn't fit the types WithoutEducation and IncomeScore that it was declared with. The model reads the column " +
            "'Education' (string), which WithoutEducation doesn't have: add the property, or, if only training needs it, leave the " +
            "transforms that read it out of the saved model.",
            message);
    }

    [Fact]
    public async Task A_column_of_another_type_is_named_with_both_types()
    {
        var message = await Refusal<WholeAges, IncomeScore>();

        Assert.Equal(
            "'income v1' doesn't fit the types WholeAges and IncomeScore that it was declared with. The column 'Age' is float in the model " +
            "and int in WholeAges.Years: declare the property as float, or train with rows of this type.",
            message);
    }

    [Fact]
    public async Task Everything_that_does_not_fit_is_told_at_once()
    {
        var message = await Refusal<Wrong, WrongScore>();

        Assert.Contains("'Age' is float in the model and string in Wrong.Age", message, StringComparison.Ordinal);
        Assert.Contains("'Hours' (float), which Wrong doesn't have", message, StringComparison.Ordinal);
        Assert.Contains("'PredictedLabel' is bool in the model and int in WrongScore.PredictedLabel", message, StringComparison.Ordinal);
        Assert.Contains("WrongScore.Chance (float) wants the column 'Chance'", message, StringComparison.Ordinal);
        Assert.Contains("it gives Probability, Score, PredictedLabel", message, StringComparison.Ordinal);
        Assert.DoesNotContain("'Label'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nullable_number_in_the_row_or_the_answer_is_told_to_be_a_float_with_NaN()
    {
        var row = await Refusal<NullableAge, IncomeScore>();
        var answer = await Refusal<CensusRow, NullableScore>();

        Assert.Equal(
            "'income v1' can't be served as an ML.NET model with NullableAge: NullableAge.Age is a nullable Single. ML.NET has no nullable " +
            "columns: make it a float that is NaN where the value is missing, or mark it [NoColumn] if the model doesn't use it.",
            row);
        Assert.Contains("NullableScore.Probability is a nullable Single", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_of_a_type_that_no_column_can_have_is_named_and_may_be_left_out()
    {
        var message = await Refusal<WithList, IncomeScore>();
        Assert.Contains("member Notes", message, StringComparison.Ordinal);
        Assert.Contains("[NoColumn]", message, StringComparison.Ordinal);

        using var model = await Trained.Content().LoadAsync<WithoutList, IncomeScore>();
    }

    [Fact]
    public async Task A_column_that_only_training_used_need_not_be_in_the_row_nor_be_of_its_type()
    {
        using var without = await Trained.Content().LoadAsync<CensusRow, IncomeScore>();
        using var other = await Trained.Content().LoadAsync<TextLabel, IncomeScore>();
    }

    [Fact]
    public async Task A_label_that_the_saved_pipeline_reads_is_told_apart_from_one_it_does_not()
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(Census.Rows);
        var model = ml.Transforms.Conversion.MapValueToKey("Label", nameof(CensusRow.Education)).Fit(data);

        var message = await Refusal<WithoutEducation, Key>((ml, model, data.Schema));

        Assert.Contains("'Education' (string), which WithoutEducation doesn't have", message, StringComparison.Ordinal);
        Assert.Contains("leave the transforms that read it out of the saved model", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_saved_without_its_schema_is_explained_in_the_words_of_ML_NET()
    {
        var message = await Refusal<WithoutEducation, IncomeScore>(Trained with { Schema = null! });

        Assert.Contains("ML.NET says: Could not find input column 'Education'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vectors_of_another_length_are_named_with_both_lengths()
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable([new Three()]);
        var model = ml.Transforms.NormalizeMinMax("Out", "Values").Fit(data);

        var message = await Refusal<Two, Out>((ml, model, data.Schema));

        Assert.Contains("'Values' is float[] with [VectorType(3)] in the model and float[] with [VectorType(2)] in Two.Values", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_that_would_be_filled_with_the_rows_own_value_is_refused()
    {
        var message = await Refusal<LabelledRow, EchoedLabel>();

        Assert.Equal(
            "'income v1' doesn't fit the types LabelledRow and EchoedLabel that it was declared with. EchoedLabel.IsHigh (bool) wants the " +
            "column 'Label', which the model doesn't make: it only passes through the row's own, which is no answer. The model gives " +
            "Probability, Score, PredictedLabel, Features, EducationKey, Age. Rename the property, put [ColumnName] on it, as in " +
            "[ColumnName(\"Score\")], or mark it [NoColumn] if the model isn't to fill it.",
            message);
    }

    [Fact]
    public async Task It_is_told_together_with_what_does_not_fit_the_row()
    {
        var message = await Refusal<Wrong, EchoedLabel>();

        Assert.Contains("'Hours' (float), which Wrong doesn't have", message, StringComparison.Ordinal);
        Assert.Contains("EchoedLabel.IsHigh (bool) wants the column 'Label', which the model doesn't make", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_regression_whose_answer_is_called_like_the_label_is_refused_and_one_called_like_its_score_is_served()
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 50).Select(i => new House { Size = i, Price = 3 * i }));
        var model = ml.Transforms.Concatenate("Features", nameof(House.Size)).Append(ml.Regression.Trainers.Sdca(nameof(House.Price))).Fit(data);

        Assert.Contains("Estimate.Price (float) wants the column 'Price'", await Refusal<House, Estimate>((ml, model, data.Schema)), StringComparison.Ordinal);
        using var served = await (ml, (ITransformer)model, data.Schema).Content().LoadAsync<House, NamedEstimate>();
        Assert.InRange((await served.PredictAsync(new() { Size = 10, Price = 777 }, TestContext.Current.CancellationToken)).Value.Price, 20, 40);
    }

    [Fact]
    public async Task A_predicted_key_that_is_mapped_back_to_its_text_is_an_answer()
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(Census.Rows);
        var model = ml.Transforms.Conversion.MapValueToKey("Label", nameof(CensusRow.Education))
            .Append(ml.Transforms.Concatenate("Features", nameof(CensusRow.Age), nameof(CensusRow.Hours)))
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(data);

        using var served = await (ml, (ITransformer)model, data.Schema).Content().LoadAsync<CensusRow, School>();
        Assert.NotEmpty((await served.PredictAsync(Census.Rows[0], TestContext.Current.CancellationToken)).Value.PredictedLabel!);
    }

    private static Task<string> Refusal<TInput, TOutput>()
        where TInput : class
        where TOutput : class, new() => Refusal<TInput, TOutput>(Trained);

    private static async Task<string> Refusal<TInput, TOutput>((MLContext ML, ITransformer Model, DataViewSchema Schema) trained)
        where TInput : class
        where TOutput : class, new()
    {
        using var bytes = new MemoryStream();
        trained.ML.Model.Save(trained.Model, trained.Schema, bytes);
        bytes.Position = 0;
        var error = await Assert.ThrowsAsync<ModelLoadException>(() => new Runtimes.ModelContent("income v1", bytes).LoadAsync<TInput, TOutput>());
        return error.Message;
    }

    public sealed record WithoutEducation
    {
        public float Age { get; init; }

        public float Hours { get; init; }
    }

    public sealed record WholeAges
    {
        [ColumnName("Age")]
        public int Years { get; init; }

        public float Hours { get; init; }

        public string? Education { get; init; }
    }

    public sealed record Wrong
    {
        public string? Age { get; init; }

        public string? Education { get; init; }
    }

    public sealed record WrongScore
    {
        public int PredictedLabel { get; init; }

        public float Chance { get; init; }
    }

    public sealed record NullableAge
    {
        public float? Age { get; init; }
    }

    public sealed record NullableScore
    {
        public float? Probability { get; init; }
    }

    public sealed record WithList
    {
        public List<string> Notes { get; init; } = [];
    }

    public sealed record WithoutList
    {
        [NoColumn]
        public List<string> Notes { get; init; } = [];

        [NoColumn]
        public float? Bonus { get; init; }

        public float Age { get; init; }

        public float Hours { get; init; }

        public string? Education { get; init; }
    }

    public sealed record TextLabel
    {
        public float Age { get; init; }

        public float Hours { get; init; }

        public string? Education { get; init; }

        public string? Label { get; init; }
    }

    public sealed record Key
    {
        [KeyType(3)]
        public uint Label { get; init; }
    }

    public sealed record EchoedLabel
    {
        [ColumnName("Label")]
        public bool IsHigh { get; init; }

        public float Probability { get; init; }
    }

    public sealed record House
    {
        public float Size { get; init; }

        public float Price { get; init; }
    }

    public sealed record Estimate
    {
        public float Price { get; init; }
    }

    public sealed record NamedEstimate
    {
        [ColumnName("Score")]
        public float Price { get; init; }
    }

    public sealed record School
    {
        public string? PredictedLabel { get; init; }
    }

    public sealed record Three
    {
        [VectorType(3)]
        public float[] Values { get; init; } = [1, 2, 3];
    }

    public sealed record Two
    {
        [VectorType(2)]
        public float[] Values { get; init; } = [1, 2];
    }

    public sealed record Out
    {
        [ColumnName("Out")]
        public float[] Values { get; init; } = [];
    }

    [Fact]
    public async Task An_answer_that_ML_NET_could_not_fill_is_refused()
    {
        Assert.Contains("GetOnly.Score has no public setter", await Refusal<CensusRow, GetOnly>(), StringComparison.Ordinal);
        Assert.Contains("PrivateSet.Score has no public setter", await Refusal<CensusRow, PrivateSet>(), StringComparison.Ordinal);
        Assert.Contains("Empty has no property that a model could fill", await Refusal<CensusRow, Empty>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_property_that_is_computed_or_marked_needs_no_setter()
    {
        using var bytes = new MemoryStream();
        Trained.ML.Model.Save(Trained.Model, Trained.Schema, bytes);
        bytes.Position = 0;
        using var model = await new Runtimes.ModelContent("income v1", bytes).LoadAsync<CensusRow, Computed>();
        Assert.NotNull(model);
    }

    public sealed record GetOnly
    {
        public float Score { get; }
    }

    public sealed record PrivateSet
    {
        public float Score { get; private set; }
    }

    public sealed record Empty;

    public sealed record Computed
    {
        public float Score { get; init; }

        public bool IsHigh => Score > 0.5f;

        [NoColumn]
        public string Note { get; } = "";
    }
}
