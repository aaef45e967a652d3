using Microsoft.ML;
using MlOps;

namespace WebApi;

/// <summary>Trains two versions, registers them, and deploys the second with the first behind it.</summary>
internal static class Release
{
    public static async Task MakeAsync(IModelRegistry registry)
    {
        var first = await RegisterAsync(registry, hoursCount: false, "to fall back to");
        var second = await RegisterAsync(registry, hoursCount: true, "to serve");
        var now = await registry.GetDeploymentAsync(IncomeApp.Model);
        var begun = await registry.DeployAsync(IncomeApp.Model, DeploymentPlan.Live(first), replacing: now, because: new("to begin with"));
        await registry.DeployAsync(
            IncomeApp.Model, DeploymentPlan.Live(second).FallBackTo(first), replacing: begun, because: new("hours per week count as well"));
    }

    private static async Task<ModelVersion> RegisterAsync(IModelRegistry registry, bool hoursCount, string purpose)
    {
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 400).Select(i =>
        {
            var (age, hours) = (18 + (i % 60), 10 + (i * 7 % 50));
            return new Labelled { Age = age, HoursPerWeek = hours, Over50K = age + (hoursCount ? hours : 20) > 60 };
        }));
        var model = ml.Transforms.Concatenate("Features", nameof(Labelled.Age), nameof(Labelled.HoursPerWeek))
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(Labelled.Over50K)))
            .Fit(rows);
        return await registry.RegisterAsync(IncomeApp.Model, MLNetArtifact.Save(ml, model, rows.Schema), new()
        {
            Owner = "team-census",
            Purpose = purpose,
            InputSchema = DataSchema.For<Person>(s => s
                .Column(r => r.Age).InRange(16, 99)
                .Column(r => r.HoursPerWeek).InRange(1, 99)),
        });
    }

    private sealed record Labelled
    {
        public float Age { get; init; }

        public float HoursPerWeek { get; init; }

        public bool Over50K { get; init; }
    }
}
