using Microsoft.ML;
using Microsoft.ML.Data;
using MlOps.Runtimes;

namespace MlOps;

public sealed record CensusRow
{
    public float Age { get; init; }

    public float Hours { get; init; }

    public string? Education { get; init; }
}

public sealed record LabelledRow
{
    public float Age { get; init; }

    public float Hours { get; init; }

    public string? Education { get; init; }

    public bool Label { get; init; }
}

public sealed record IncomeScore
{
    [ColumnName("PredictedLabel")]
    public bool IsHigh { get; init; }

    public float Probability { get; init; }

    public bool IsCertain => Probability is < 0.1f or > 0.9f;
}

/// <summary>Small models over made-up rows, trained in memory, the same every time.</summary>
internal static class Census
{
    private static readonly string[] Schools = ["none", "school", "college"];

    public static CensusRow[] Rows { get; } = [.. Labelled(200, seed: 2).Select(r => new CensusRow { Age = r.Age, Hours = r.Hours, Education = r.Education })];

    public static (MLContext ML, ITransformer Model, DataViewSchema Schema) Linear() => Train(ml => ml.BinaryClassification.Trainers.LbfgsLogisticRegression());

    public static (MLContext ML, ITransformer Model, DataViewSchema Schema) Boosted() =>
        Train(ml => ml.BinaryClassification.Trainers.FastTree(numberOfLeaves: 8, numberOfTrees: 10, minimumExampleCountPerLeaf: 5));

    public static ModelContent Content(this (MLContext ML, ITransformer Model, DataViewSchema Schema) trained) =>
        new("income v1", MLNetArtifact.Save(trained.ML, trained.Model, trained.Schema).OpenRead());

    public static PredictionEngine<CensusRow, IncomeScore> Engine(this (MLContext ML, ITransformer Model, DataViewSchema Schema) trained) =>
        trained.ML.Model.CreatePredictionEngine<CensusRow, IncomeScore>(trained.Model, new PredictionEngineOptions { OwnsTransformer = false });

    private static (MLContext ML, ITransformer Model, DataViewSchema Schema) Train<T>(Func<MLContext, IEstimator<T>> trainer)
        where T : class, ITransformer
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(Labelled(1000, seed: 1));
        var model = ml.Transforms.Categorical.OneHotEncoding("EducationKey", nameof(LabelledRow.Education))
            .Append(ml.Transforms.NormalizeMinMax(nameof(LabelledRow.Age)))
            .Append(ml.Transforms.Concatenate("Features", nameof(LabelledRow.Age), nameof(LabelledRow.Hours), "EducationKey"))
            .Append(trainer(ml))
            .Fit(data);
        return (ml, model, data.Schema);
    }

    private static IEnumerable<LabelledRow> Labelled(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var (age, hours, school) = (random.Next(18, 80), random.Next(5, 70), random.Next(Schools.Length));
            yield return new()
            {
                Age = age,
                Hours = hours,
                Education = Schools[school],
                Label = (age / 80.0) + (hours / 70.0) + (school / 2.0) + random.NextDouble() > 2,
            };
        }
    }
}
