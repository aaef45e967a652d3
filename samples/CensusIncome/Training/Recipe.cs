using CensusIncome.Data;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace CensusIncome.Training;

/// <summary>How to train one version: what it is called, and its pipeline. One thread and a fixed seed make it repeatable.</summary>
internal sealed record Recipe(string Name, Func<MLContext, IEstimator<ITransformer>> Pipeline)
{
    private const string Label = nameof(CensusExample.IsOver50K);
    private const string Features = "Features";

    private static readonly string[] Numbers =
    [
        nameof(CensusRow.Age), nameof(CensusRow.EducationLevel), nameof(CensusRow.HoursPerWeek),
        nameof(CensusRow.CapitalGain), nameof(CensusRow.CapitalLoss),
    ];

    // The education is among the numbers already, by its level.
    private static readonly string[] Texts =
        [nameof(CensusRow.Workclass), nameof(CensusRow.MaritalStatus), nameof(CensusRow.Occupation), nameof(CensusRow.NativeCountry)];

    public static Recipe Linear { get; } = new("logistic regression", ml => Prepare(ml)
        .Append(ml.Transforms.NormalizeMeanVariance(Features))
        .AppendCacheCheckpoint(ml)
        .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new() { LabelColumnName = Label, NumberOfThreads = 1 })));

    public static Recipe Trees { get; } = new("boosted trees", ml => Prepare(ml)
        .Append(ml.BinaryClassification.Trainers.FastTree(new() { LabelColumnName = Label, NumberOfTrees = 120, NumberOfThreads = 1 })));

    private static EstimatorChain<ColumnConcatenatingTransformer> Prepare(MLContext ml) => ml.Transforms
        .ReplaceMissingValues(Same(Numbers), MissingValueReplacingEstimator.ReplacementMode.Mean)
        .Append(ml.Transforms.Categorical.OneHotEncoding(Same(Texts)))
        .Append(ml.Transforms.Concatenate(Features, [.. Numbers, .. Texts]));

    private static InputOutputColumnPair[] Same(string[] columns) => [.. columns.Select(c => new InputOutputColumnPair(c))];
}
