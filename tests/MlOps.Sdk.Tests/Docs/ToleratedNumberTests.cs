using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlOps.Docs;

/// <summary>The pipeline of docs/validation.md, compiled and served beside the one that it mends.</summary>
public sealed class ToleratedNumberTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mlops-tolerated-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_tolerated_number_that_is_missing_gets_no_answer_of_a_linear_model_that_does_not_replace_it()
    {
        var prediction = await PredictAsync(ml => ml.Transforms.Concatenate("Features", "Age", "HoursPerWeek")
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Over50K")));

        Assert.Equal(PredictionOutcome.Unavailable, prediction.Outcome);
        Assert.Equal(AttemptFailure.InvalidAnswer, Assert.Single(prediction.Attempts).Failure);
    }

    [Fact]
    public async Task The_pipeline_that_the_page_shows_answers_and_the_prediction_says_what_was_missing()
    {
        var prediction = await PredictAsync(ml =>
        {
            var pipeline = ml.Transforms.IndicateMissingValues("HoursMissing", "HoursPerWeek")
                .Append(ml.Transforms.Conversion.ConvertType("HoursMissing", outputKind: DataKind.Single))
                .Append(ml.Transforms.ReplaceMissingValues("HoursPerWeek", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
                .Append(ml.Transforms.Concatenate("Features", "Age", "HoursPerWeek", "HoursMissing"))
                .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Over50K"));
            return pipeline;
        });

        Assert.Equal(PredictionOutcome.Answered, prediction.Outcome);
        Assert.Equal(("HoursPerWeek", Severity.Soft), Assert.Single(prediction.Violations) is var v ? (v.Column, v.Severity) : default);
    }

    private async Task<Prediction<Income>> PredictAsync<TModel>(Func<MLContext, IEstimator<TModel>> pipeline)
        where TModel : class, ITransformer
    {
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 400).Select(i => new Person
        {
            Age = 18 + (i % 60),
            HoursPerWeek = i % 9 == 0 ? float.NaN : 10 + (i * 7 % 50),
            Over50K = (i % 60) + (i * 7 % 50) > 60,
        }));
        var path = Path.Combine(_directory, "model.zip");
        ml.Model.Save(pipeline(ml).Fit(rows), rows.Schema, path);

        var services = new ServiceCollection();
        services.AddModel<Person, Income>("income")
            .FromFile(path)
            .UseMLNet()
            .ValidateInput(s => s.Column(p => p.Age).Column(p => p.HoursPerWeek).Tolerated());
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<IPredictor<Person, Income>>()
            .PredictAsync(new() { Age = 44, HoursPerWeek = float.NaN }, TestContext.Current.CancellationToken);
    }
}
