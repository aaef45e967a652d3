using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace MlOps.Docs;

/// <summary>Two small models, each trained once: one does without the hours, one makes NaN of NaN.</summary>
internal static class IncomeModels
{
    private static readonly Lazy<ModelArtifact> WithoutHours = new(() => Train(ml => ml.Transforms
        .ReplaceMissingValues("HoursPerWeek", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean)
        .Append(Linear(ml))));

    private static readonly Lazy<ModelArtifact> WithHours = new(() => Train(Linear));

    public static ModelArtifact Careful => WithoutHours.Value;

    public static ModelArtifact Careless => WithHours.Value;

    /// <summary>Registers both and deploys the careless one with the other behind it.</summary>
    public static async Task DeployBothAsync(IModelRegistry registry)
    {
        var v1 = await registry.RegisterAsync("income", Careful, new() { Owner = "team-census", Purpose = "the first" });
        var v2 = await registry.RegisterAsync("income", Careless, new() { Owner = "team-census", Purpose = "the second" });
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(v1), replacing: null, because: new("the first"));
        await registry.DeployAsync("income", DeploymentPlan.Live(v2).FallBackTo(v1), replacing: first, because: new("the second"));
    }

    private static IEstimator<ITransformer> Linear(MLContext ml) => ml.Transforms.Concatenate("Features", "Age", "HoursPerWeek")
        .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Over50K"));

    private static ModelArtifact Train(Func<MLContext, IEstimator<ITransformer>> pipeline)
    {
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 400).Select(i => new Person
        {
            Age = 18 + (i % 60),
            HoursPerWeek = 10 + (i * 7 % 50),
            Over50K = (i % 60) + (i * 7 % 50) > 60,
        }));
        return MLNetArtifact.Save(ml, pipeline(ml).Fit(rows), rows.Schema);
    }
}
