using System.Globalization;
using CensusIncome.Training;
using MlOps;

namespace CensusIncome.Serving;

/// <summary>Puts two freshly trained models into the registry and into service.</summary>
/// <remarks>
/// A run that is killed on the way leaves versions that nothing deploys, or a deployment that is whole; the next run goes on from there.
/// </remarks>
internal sealed record Release(ModelVersion Linear, ModelVersion Trees)
{
    public static async Task<Release> MakeAsync(IModelRegistry registry, TrainedModel linear, TrainedModel trees)
    {
        var release = new Release(
            await RegisterAsync(registry, linear, "to fall back to"),
            await RegisterAsync(registry, trees, "to serve"));

        var now = await registry.GetDeploymentAsync(IncomeHost.Model);
        var first = await registry.DeployAsync(
            IncomeHost.Model,
            DeploymentPlan.Live(release.Linear),
            replacing: now,
            because: Reason($"a newly trained {linear.Name}, AUC {linear.Auc:F3}, to begin with"));

        await registry.DeployAsync(
            IncomeHost.Model,
            DeploymentPlan.Live(release.Trees).FallBackTo(release.Linear),
            replacing: first,
            because: Reason($"{trees.Name}: AUC {trees.Auc - linear.Auc:+0.000;-0.000} on {trees.Samples} held-out rows"));
        return release;
    }

    private static ChangeReason Reason(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));

    private static Task<ModelVersion> RegisterAsync(IModelRegistry registry, TrainedModel model, string purpose) =>
        registry.RegisterAsync(IncomeHost.Model, model.Artifact, new()
        {
            Owner = "team-census",
            Purpose = $"{model.Name}, {purpose}",
            InputSchema = CensusSchema.Input,
            OutputSchema = CensusSchema.Output,
            Metrics =
            {
                ["auc"] = Metric.Of(model.Auc, model.Samples, Direction.Higher),
                ["accuracy"] = Metric.Of(model.Accuracy, model.Samples, Direction.Higher),
            },
        });
}
