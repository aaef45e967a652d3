using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;

namespace MlOps.Benchmarks;

/// <summary>Trains the models that are measured: the same rows, seeds and single threads every time.</summary>
internal static class BenchModels
{
    private static readonly string[] Numbers =
    [
        nameof(BenchRow.Age), nameof(BenchRow.EducationYears), nameof(BenchRow.CapitalGain), nameof(BenchRow.CapitalLoss),
        nameof(BenchRow.HoursPerWeek), nameof(BenchRow.Tenure), nameof(BenchRow.Children), nameof(BenchRow.Commute),
        nameof(BenchRow.Savings), nameof(BenchRow.Rooms),
    ];

    public static string[] Workclasses { get; } = ["Private", "Self-employed", "Federal", "State", "Local", "Unpaid"];

    public static string[] Occupations { get; } = ["Clerical", "Craft", "Executive", "Farming", "Professional", "Sales", "Service", "Technical"];

    public static BenchRow[] Rows(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(_ => Row(random))];
    }

    public static (ITransformer Model, IDataView Data) Train(MLContext ml, string kind)
    {
        var data = ml.Data.LoadFromEnumerable(Rows(4000));
        var features = ml.Transforms.Categorical.OneHotEncoding("WorkclassCode", nameof(BenchRow.Workclass))
            .Append(ml.Transforms.Categorical.OneHotEncoding("OccupationCode", nameof(BenchRow.Occupation)))
            .Append(ml.Transforms.Concatenate("Features", [.. Numbers, "WorkclassCode", "OccupationCode"]));
        IEstimator<ITransformer> pipeline = kind switch
        {
            "linear" => features
                .Append(ml.Transforms.NormalizeMeanVariance("Features"))
                .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()),
            "lightgbm" => features.Append(ml.BinaryClassification.Trainers.LightGbm(
                new LightGbmBinaryTrainer.Options { NumberOfIterations = 100, NumberOfLeaves = 31, NumberOfThreads = 1, Seed = 1 })),
            _ => throw new ArgumentException($"There is no model '{kind}'; there are linear and lightgbm."),
        };
        return (pipeline.Fit(data), data);
    }

    private static BenchRow Row(Random random)
    {
        var age = 17 + (70 * random.NextSingle());
        var years = 1 + (15 * random.NextSingle());
        var hours = 1 + (98 * random.NextSingle());
        return new()
        {
            Age = age,
            EducationYears = years,
            CapitalGain = 1000 * random.NextSingle(),
            CapitalLoss = 100 * random.NextSingle(),
            HoursPerWeek = hours,
            Tenure = 40 * random.NextSingle(),
            Children = random.Next(6),
            Commute = 120 * random.NextSingle(),
            Savings = 1e6f * random.NextSingle(),
            Rooms = 1 + random.Next(9),
            Workclass = Workclasses[random.Next(Workclasses.Length)],
            Occupation = Occupations[random.Next(Occupations.Length)],
            Label = (age / 90) + (years / 8) + (hours / 100) + random.NextSingle() > 2.4,
        };
    }
}
